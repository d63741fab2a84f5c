namespace AllianceServices.Gateway.OpenApi;

/// <summary>Serves the description of the JSON API.</summary>
internal static class OpenApiSetup
{
    // The contract is part of the program, so the document is made once, when somebody first asks.
    private static readonly Lazy<Task<byte[]>> Document = new(ContractDocument.WriteAsync);

    /// <summary>Maps `GET /openapi/v1.json`.</summary>
    public static void MapOpenApiDocument(this WebApplication app) =>
        app.MapGet("/openapi/v1.json", async () => Results.Bytes(await Document.Value, "application/json"));
}
