using System.Globalization;
using System.Text.Json.Nodes;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.OpenApi;

namespace AllianceServices.Gateway.OpenApi;

/// <summary>The contract's messages and enums as schemas of their JSON, each added to the document when it is first needed.</summary>
internal sealed class Schemas(OpenApiDocument document, Comments comments)
{
    // The names that several services have for a message of their own.
    private static readonly HashSet<string> InSeveral = ServiceInfo.All.SelectMany(service => service.Contract.File.MessageTypes)
        .GroupBy(message => message.Name).Where(messages => messages.Count() > 1).Select(messages => messages.Key).ToHashSet(StringComparer.Ordinal);

    private readonly Dictionary<string, IDescriptor> _named = new(StringComparer.Ordinal);

    /// <summary>A message's schema.</summary>
    public IOpenApiSchema Of(MessageDescriptor message) => Named(message, schema => Fill(schema, message, null));

    /// <summary>The schema of a request without the field that the path holds.</summary>
    public IOpenApiSchema Without(FieldDescriptor? inPath, MessageDescriptor request) =>
        Named(request, schema => Fill(schema, request, inPath));

    /// <summary>The schema of a resource of which only what is to be changed is given.</summary>
    public IOpenApiSchema PatchOf(MessageDescriptor resource) => Named(NameOf(resource) + "_Patch", resource, schema =>
    {
        Fill(schema, resource, null);
        schema.Required = null;
    });

    /// <summary>Whether a message is written as a text.</summary>
    public static bool IsText(MessageDescriptor message) =>
        message.FullName == Timestamp.Descriptor.FullName || message.FullName == FieldMask.Descriptor.FullName;

    /// <summary>The schema of a field's value, with its limits, but without words.</summary>
    public IOpenApiSchema ValueOf(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            throw new NotSupportedException($"{field.FullName} is a map, which the contract has not had so far.");
        }
        return field.IsRepeated
            ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = ItemOf(field), MaxItems = Limit(field, rules => rules.Constraint.MaxItems, rules => rules.MaxItems) }
            : ItemOf(field);
    }

    private void Fill(OpenApiSchema schema, MessageDescriptor message, FieldDescriptor? left)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Description = comments.On(message);
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        schema.Required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in message.Fields.InDeclarationOrder().Where(field => field != left))
        {
            schema.Properties[field.JsonName] = Described(field);
            if (FieldRules.Of(field).Required)
            {
                schema.Required.Add(field.JsonName);
            }
        }
    }

    private OpenApiSchema Described(FieldDescriptor field)
    {
        // What stands beside a reference is ignored in OpenAPI 3.0.
        var schema = ValueOf(field) is var value && value is OpenApiSchema own ? own : new OpenApiSchema { AllOf = [value] };
        schema.Description = comments.On(field);
        schema.ReadOnly = FieldRules.Of(field).OutputOnly || FieldRules.Of(field).Identifier;
        return schema;
    }

    // No format is given to strings that hold dates or UUIDs: an answer writes those that are not set as empty strings,
    // which the types that generators make of these formats cannot hold.
    private IOpenApiSchema ItemOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        FieldType.String => new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MaxLength = Limit(field, rules => rules.Constraint.MaxChars, rules => rules.MaxChars),
        },
        FieldType.Int32 => Number(field, JsonSchemaType.Integer, "int32"),
        // A number of 64 bits is a string in JSON, so that no client rounds it.
        FieldType.Int64 => new OpenApiSchema { Type = JsonSchemaType.String, Format = "int64" },
        FieldType.Double => Number(field, JsonSchemaType.Number, "double"),
        FieldType.Enum => Of(field.EnumType),
        FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName =>
            new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        FieldType.Message when field.MessageType.FullName == FieldMask.Descriptor.FullName =>
            new OpenApiSchema { Type = JsonSchemaType.String },
        FieldType.Message when field.MessageType.FullName == Any.Descriptor.FullName => AnyObject(),
        FieldType.Message => Of(field.MessageType),
        _ => throw new NotSupportedException($"{field.FullName} is {field.FieldType}, which the contract has not had so far."),
    };

    /// <summary>The schema of a message of any type, which says which one in `@type`.</summary>
    public static OpenApiSchema AnyObject() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["@type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "The message's type, for instance `type.googleapis.com/google.rpc.ErrorInfo`.",
            },
        },
        Required = new HashSet<string> { "@type" },
        AdditionalProperties = new OpenApiSchema(),
    };

    private OpenApiSchemaReference Of(EnumDescriptor type) => Named(type, schema =>
    {
        schema.Type = JsonSchemaType.String;
        schema.Description = string.Join('\n', type.Values
            .Select(value => $"- `{value.Name}`: {comments.On(value).ReplaceLineEndings(" ")}")
            .Prepend(comments.On(type) + "\n"));
        schema.Enum = [.. type.Values.Select(value => (JsonNode)value.Name)];
    });

    private static OpenApiSchema Number(FieldDescriptor field, JsonSchemaType type, string format)
    {
        var range = FieldRules.Of(field).Constraint;
        var isBounded = range.MaxValue > 0;
        return new()
        {
            Type = type,
            Format = format,
            Minimum = isBounded ? range.MinValue.ToString(CultureInfo.InvariantCulture) : null,
            Maximum = isBounded ? range.MaxValue.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    // Where the contract states no limit, a default is in force for what is sent. Answers may hold more, and the schemas of
    // resources serve both.
    private static int? Limit(FieldDescriptor field, Func<FieldRules, int> stated, Func<FieldRules, int> inForce)
    {
        var rules = FieldRules.Of(field);
        var isOnlySent = field.ContainingType.Name.EndsWith("Request", StringComparison.Ordinal);
        return isOnlySent || stated(rules) > 0 ? inForce(rules) : null;
    }

    private OpenApiSchemaReference Named(IDescriptor type, Action<OpenApiSchema> fill) => Named(NameOf(type), type, fill);

    // Added before it is filled, since messages may hold their like.
    private OpenApiSchemaReference Named(string name, IDescriptor type, Action<OpenApiSchema> fill)
    {
        if (_named.TryAdd(name, type))
        {
            var schema = new OpenApiSchema();
            document.AddComponent<IOpenApiSchema>(name, schema);
            fill(schema);
        }
        else if (_named[name].FullName != type.FullName)
        {
            throw new NotSupportedException($"{type.FullName} and {_named[name].FullName} would both be {name}.");
        }
        return new(name, document);
    }

    // `Statement_State` for `alliance.statements.v1.Statement.State`, and `Statements_ExportResponse` for what others have too.
    private static string NameOf(IDescriptor type)
    {
        var name = type.FullName[(type.File.Package.Length + 1)..].Replace('.', '_');
        var area = type.File.Package.Split('.')[1];
        return InSeveral.Contains(type.Name) ? $"{char.ToUpperInvariant(area[0])}{area[1..]}_{name}" : name;
    }
}
