using AllianceServices.ServiceDefaults.Freshness;

namespace AllianceServices.Gateway;

/// <summary>Lets web pages of other origins call the Gateway, over JSON and gRPC-Web: those that the operator names.</summary>
internal static class CrossOrigin
{
    // What a page needs to read the outcome of a gRPC-Web call, and the freshness token of a write.
    private static readonly string[] Shown =
        ["grpc-status", "grpc-message", "grpc-status-details-bin", "grpc-encoding", FreshnessToken.Header];

    /// <summary>Reads the option `Cors:Origins`.</summary>
    public static void AddCrossOrigin(this WebApplicationBuilder builder) => builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
        .WithOrigins(builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
        .AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(Shown)));
}
