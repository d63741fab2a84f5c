using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;
using Microsoft.OpenApi;

namespace AllianceServices.Gateway.OpenApi;

/// <summary>What all operations have in common: how they fail, and how they are asked to include a write.</summary>
internal static class Shared
{
    private const string ErrorName = "Error";
    private const string FreshnessName = "Freshness";
    private const string ActorName = "Actor";

    /// <summary>The header of a write's answer.</summary>
    public static OpenApiHeader Token { get; } = new()
    {
        Description = "The token of this write, for instance `statements/12`. A read that carries it includes the write.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    /// <summary>Adds the components that the others refer to.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSchema>(ErrorName, ErrorSchema());
        document.AddComponent<IOpenApiResponse>(ErrorName, new OpenApiResponse
        {
            Description = "The call failed.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = new OpenApiSchemaReference(ErrorName, document) },
            },
        });
        document.AddComponent<IOpenApiParameter>(FreshnessName, new OpenApiParameter
        {
            Name = FreshnessToken.Header,
            In = ParameterLocation.Header,
            Description = $"Tokens that writes answered with, joined by commas: at most {FreshnessToken.Most}. The call is answered from what "
                + "includes these writes, or with UNAVAILABLE and reason FRESHNESS_NOT_REACHED.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        document.AddComponent<IOpenApiParameter>(ActorName, new OpenApiParameter
        {
            Name = Actors.Header,
            In = ParameterLocation.Header,
            Description = "Who makes the change, for the log: at most 100 printable ASCII characters.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 100 },
        });
    }

    /// <summary>The parameter in which a caller that writes names itself.</summary>
    public static OpenApiParameterReference Actor(OpenApiDocument document) => new(ActorName, document);

    /// <summary>The answer of a call that failed.</summary>
    public static OpenApiResponseReference Error(OpenApiDocument document) => new(ErrorName, document);

    /// <summary>The parameter that carries freshness tokens.</summary>
    public static OpenApiParameterReference Freshness(OpenApiDocument document) => new(FreshnessName, document);

    private static OpenApiSchema ErrorSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A google.rpc.Status.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Description = "A google.rpc.Code, for instance 5 for NOT_FOUND." },
            ["message"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong, in English, for developers." },
            ["details"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = Schemas.AnyObject(),
                Description = "What a program can act on: a google.rpc.ErrorInfo with the reason, and by reason a BadRequest with the "
                    + "fields, a ResourceInfo, a PreconditionFailure or a RetryInfo.",
            },
        },
        Required = new HashSet<string> { "code", "message" },
    };
}
