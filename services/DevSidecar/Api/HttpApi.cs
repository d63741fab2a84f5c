namespace AllianceServices.DevSidecar;

/// <summary>The HTTP API: health and metadata.</summary>
internal static class HttpApi
{
    public static void Map(IEndpointRouteBuilder routes, AppLink app, SidecarMetadata metadata)
    {
        routes.MapGet("/v1.0/healthz", context => AnswerHealthAsync(context, app.IsReady));
        routes.MapGet("/v1.0/healthz/outbound", context => AnswerHealthAsync(context, isHealthy: true));
        routes.MapGet("/v1.0/metadata", async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(metadata.DescribeJson());
        });
    }

    private static async Task AnswerHealthAsync(HttpContext context, bool isHealthy)
    {
        if (isHealthy)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"errorCode":"ERR_HEALTH_NOT_READY","message":"dapr is not ready: [app]"}""");
    }
}
