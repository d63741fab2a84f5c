using System.Globalization;
using System.Text;
using System.Text.Json;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.DevSidecar;

/// <summary>A message read back from the broker: its envelope, parsed again.</summary>
internal sealed class DeliveredEvent
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    private static readonly HashSet<string> NotExtensions =
        ["id", "source", "type", "specversion", "datacontenttype", "data", "data_base64"];

    private readonly Dictionary<string, JsonElement> _fields = [];

    private DeliveredEvent(JsonElement envelope)
    {
        foreach (var property in envelope.EnumerateObject())
        {
            _fields[property.Name] = property.Value;
        }
    }

    public string Id => Text("id");

    /// <summary>The publisher's trace, or empty.</summary>
    public string TraceParent => TraceContext.Valid(Text("traceparent")) is { Length: > 0 } parent
        ? parent
        : TraceContext.Valid(Text("traceid"));

    /// <exception cref="JsonException">The message is no JSON object.</exception>
    public static DeliveredEvent Parse(BrokerMessage message)
    {
        var root = JsonDocument.Parse(message.Data, Options).RootElement;
        return root.ValueKind == JsonValueKind.Object
            ? new DeliveredEvent(root)
            : throw new JsonException("the message is no JSON object");
    }

    /// <summary>Makes an event of a bare payload. The id is new each time, as with daprd.</summary>
    public static DeliveredEvent FromRawPayload(BrokerMessage message, string topic, string pubsubName)
    {
        var fields = new SortedDictionary<string, string>
        {
            ["id"] = GoJson.Quote(Guid.NewGuid().ToString()),
            ["specversion"] = GoJson.Quote("1.0"),
            ["datacontenttype"] = GoJson.Quote(ContentTypes.OctetStream),
            ["source"] = GoJson.Quote("Dapr"),
            ["type"] = GoJson.Quote("com.dapr.event.sent"),
            ["topic"] = GoJson.Quote(topic),
            ["pubsubname"] = GoJson.Quote(pubsubName),
            ["data_base64"] = GoJson.Quote(Convert.ToBase64String(message.Data.Span)),
        };
        foreach (var name in new[] { "traceid", "traceparent", "tracestate" })
        {
            if (message.Metadata.TryGetValue(name, out var value))
            {
                fields[name] = GoJson.Quote(value);
            }
        }
        return new DeliveredEvent(JsonDocument.Parse(GoJson.WriteObject(fields)).RootElement);
    }

    public bool HasExpired(DateTimeOffset now) =>
        Text("expiration") is { Length: > 0 } text
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
        && end < now;

    /// <summary>The message of OnTopicEvent.</summary>
    /// <exception cref="FormatException">The data does not fit its content type.</exception>
    public TopicEventRequest ToRequest(string topic, string pubsubName, string path) => new()
    {
        Id = Id,
        Source = Text("source"),
        Type = Text("type"),
        SpecVersion = Text("specversion"),
        DataContentType = Text("datacontenttype"),
        Topic = topic,
        PubsubName = pubsubName,
        Path = path,
        Data = Data(),
        Extensions = Extensions(),
    };

    private ByteString Data()
    {
        var contentType = Text("datacontenttype");
        if (Present("data_base64") is { } base64)
        {
            return base64.ValueKind == JsonValueKind.String
                ? ByteString.FromBase64(base64.GetString())
                : throw new FormatException("data_base64 is no string");
        }
        if (Present("data") is not { } data)
        {
            return ByteString.Empty;
        }
        if (ContentTypes.IsText(contentType))
        {
            return data.ValueKind == JsonValueKind.String
                ? ByteString.CopyFromUtf8(data.GetString())
                : throw new FormatException($"data of content type {contentType} is no string");
        }
        // Of any other type daprd has no idea and hands out nothing.
        return ContentTypes.IsJson(contentType) || ContentTypes.IsCloudEvent(contentType)
            ? ByteString.CopyFromUtf8(GoJson.WriteLossy(data))
            : ByteString.Empty;
    }

    private Struct Extensions()
    {
        var json = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in _fields)
        {
            if (!NotExtensions.Contains(name))
            {
                json[name] = GoJson.WriteLossy(value);
            }
        }
        return Struct.Parser.ParseJson(GoJson.WriteObject(json));
    }

    private JsonElement? Present(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string Text(string name) => Present(name) is { } value
        ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
        : "";
}
