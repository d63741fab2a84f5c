using AllianceServices.ServiceDefaults.Hosting;
using Google.Api;
using Microsoft.OpenApi;

namespace AllianceServices.Gateway.OpenApi;

/// <summary>
/// The JSON API at the Gateway's address as an OpenAPI document, made from the contract: the Gateway's own methods and those
/// that it forwards.
/// </summary>
internal static class ContractDocument
{
    /// <summary>The document as JSON, OpenAPI 3.0: what most generators read.</summary>
    public static async Task<byte[]> WriteAsync()
    {
        using var stream = new MemoryStream();
        await Make().SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_0);
        return stream.ToArray();
    }

    private static OpenApiDocument Make()
    {
        var comments = Comments.Read();
        var document = new OpenApiDocument
        {
            Info = new()
            {
                Title = "AllianceServices",
                Version = "v1",
                Description = "How ready accessions to alliances are, and the registers of what that is judged by.\n\n"
                    + "A parameter of a query may be written `as_of` or `asOf`, and so may a field of a body; answers hold `asOf`. A "
                    + "parameter or a field that a method does not have is refused. In an answer, a text, number or list without a "
                    + "value is empty or 0; an object, or an instant, without a value is left out.",
            },
            // Relative to the address that the document was read from, and open to all who reach it.
            Servers = [new() { Url = "/" }],
            Security = [[]],
            Paths = [],
            Tags = ServiceInfo.All
                .Select(service => new OpenApiTag { Name = service.Contract.Name, Description = comments.On(service.Contract) }).ToHashSet(),
        };
        Shared.AddTo(document);
        AddOperations(document, new(document, comments, new(document, comments)));
        return document;
    }

    private static void AddOperations(OpenApiDocument document, Operations operations)
    {
        foreach (var method in ServiceInfo.All.SelectMany(service => service.Contract.Methods))
        {
            if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule)
            {
                var path = PathTemplate.Of(rule, method.InputType);
                var item = (OpenApiPathItem)(document.Paths.TryGetValue(path.Path, out var known) ? known : document.Paths[path.Path] = new OpenApiPathItem());
                item.AddOperation(Operations.VerbOf(rule), operations.Of(method, rule, path));
            }
        }
    }
}
