using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Gateway;

/// <summary>Lets web pages of other origins call the Gateway, over JSON and gRPC-Web: those that the option `Cors:Origins` names.</summary>
internal static class CrossOrigin
{
    // What a page needs to read the outcome of a gRPC-Web call, and the freshness token of a write.
    private static readonly string[] Shown =
        ["grpc-status", "grpc-message", "grpc-status-details-bin", "grpc-encoding", FreshnessToken.Header];

    /// <summary>Reads the option.</summary>
    public static void AddCrossOrigin(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.GetSection("Cors:Origins").Get<string[]>() ?? [];
        if (!Array.TrueForAll(origins, IsOrigin))
        {
            throw new StartupException("The configuration of gateway is wrong: Cors:Origins must be origins such as https://news.example, without a path.");
        }
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders(Shown)));
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text;
}
