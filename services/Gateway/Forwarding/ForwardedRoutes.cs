using System.Text.RegularExpressions;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Api;
using Yarp.ReverseProxy.Configuration;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>
/// Which paths go to which register, read from the contract. A register's gRPC goes by its service; its JSON by the
/// collections of its methods' paths, so that what lies below them and is no method is answered by the register itself. The
/// Gateway's own paths are more specific than any of these, and routing prefers them.
/// </summary>
internal static partial class ForwardedRoutes
{
    // What a register takes is up to the register.
    private const long Unlimited = -1;

    /// <summary>The routes to a register's two clusters.</summary>
    public static IEnumerable<RouteConfig> To(ServiceInfo register) =>
    [
        Route($"/{register.Contract.FullName}/{{**method}}", Upstream.Grpc(register), HttpMethods.Post),
        .. CollectionsOf(register.Contract).SelectMany(collection => new[]
        {
            Route($"{collection}/{{**rest}}", Upstream.Json(register)),
            Route($"{collection}:{{verb}}", Upstream.Json(register)),
        }),
    ];

    // `/v1/statements` for `/v1/{name=statements/*}:publish` and for `/v1/statements:batchGet`.
    private static IEnumerable<string> CollectionsOf(ServiceDescriptor service) => service.Methods
        .Select(method => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http))
        .OfType<HttpRule>()
        .SelectMany(rule => rule.AdditionalBindings.Prepend(rule))
        .Select(rule => Collection().Match(Variable().Replace(TemplateOf(rule), "${pattern}")).Value)
        .Distinct(StringComparer.Ordinal);

    private static string TemplateOf(HttpRule rule) => rule.Get + rule.Post + rule.Put + rule.Patch + rule.Delete + rule.Custom?.Path;

    private static RouteConfig Route(string path, string cluster, params string[] methods) => new()
    {
        RouteId = $"{cluster} {path}",
        ClusterId = cluster,
        Match = new() { Path = path, Methods = methods.Length > 0 ? methods : null },
        MaxRequestBodySize = Unlimited,
    };

    // `{name=statements/*}`
    [GeneratedRegex(@"\{[\w.]+=(?<pattern>[^}]+)\}")]
    private static partial Regex Variable();

    // `/v1/statements`
    [GeneratedRegex("^/v1/[^/:]+")]
    private static partial Regex Collection();
}
