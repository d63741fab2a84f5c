using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AllianceServices.DevSidecar;

/// <summary>An event as an app hands it to its sidecar.</summary>
internal sealed record PublishedEvent(
    string AppId, string PubsubName, string Topic, string ContentType, ReadOnlyMemory<byte> Data,
    IReadOnlyDictionary<string, string> Metadata, TraceContext Trace);

/// <summary>Builds the CloudEvents envelope that daprd puts into the broker.</summary>
internal static class EnvelopeBuilder
{
    private const string DefaultType = "com.dapr.event.sent";
    private const string DefaultSource = "Dapr";

    /// <exception cref="JsonException">A pre-built CloudEvent is no JSON object.</exception>
    public static byte[] Build(PublishedEvent published, TimeProvider time)
    {
        var fields = ContentTypes.IsCloudEvent(published.ContentType)
            ? FromCloudEvent(published, time)
            : NewCloudEvent(published, time);
        if (EventMetadata.TimeToLive(published.Metadata) is { } ttl)
        {
            fields["expiration"] = GoJson.Quote(Rfc3339(time.GetUtcNow() + ttl));
        }
        return Encoding.UTF8.GetBytes(GoJson.WriteObject(fields));
    }

    /// <summary>RFC 3339 to the second, as Go prints it.</summary>
    public static string Rfc3339(DateTimeOffset moment) => moment.Offset == TimeSpan.Zero
        ? moment.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static SortedDictionary<string, string> NewCloudEvent(PublishedEvent published, TimeProvider time)
    {
        string Override(string name, string otherwise) =>
            EventMetadata.Find(published.Metadata, "cloudevent." + name) ?? otherwise;

        string OrDefault(string value, string otherwise) => value.Length > 0 ? value : otherwise;

        var trace = OrDefault(Override("traceparent", ""), Override("traceid", published.Trace.Parent));
        var contentType = OrDefault(published.ContentType, "text/plain");
        var (dataField, data) = Data(contentType, published.Data.Span);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = GoJson.Quote(OrDefault(Override("id", ""), Guid.NewGuid().ToString())),
            ["source"] = GoJson.Quote(OrDefault(Override("source", published.AppId), DefaultSource)),
            ["type"] = GoJson.Quote(OrDefault(Override("type", ""), DefaultType)),
            ["specversion"] = GoJson.Quote("1.0"),
            ["datacontenttype"] = GoJson.Quote(contentType),
            ["topic"] = GoJson.Quote(published.Topic),
            ["pubsubname"] = GoJson.Quote(published.PubsubName),
            ["time"] = GoJson.Quote(Rfc3339(time.GetLocalNow())),
            ["traceid"] = GoJson.Quote(trace),
            ["traceparent"] = GoJson.Quote(trace),
            ["tracestate"] = GoJson.Quote(Override("tracestate", published.Trace.State)),
            [dataField] = data,
        };
        if (Override("subject", "") is { Length: > 0 } subject)
        {
            fields["subject"] = GoJson.Quote(subject);
        }
        return fields;
    }

    private static (string Field, string Json) Data(string contentType, ReadOnlySpan<byte> data)
    {
        if (ContentTypes.IsBinary(contentType, data))
        {
            return ("data_base64", GoJson.Quote(Convert.ToBase64String(data)));
        }
        if (ContentTypes.IsJson(contentType))
        {
            try
            {
                return ("data", GoJson.WritePrecise(FirstJsonValue(data)));
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                // Bad JSON, no data included, travels as a string.
            }
        }
        return ("data", GoJson.Quote(Encoding.UTF8.GetString(data)));
    }

    private static SortedDictionary<string, string> FromCloudEvent(PublishedEvent published, TimeProvider time)
    {
        var root = FirstJsonValue(published.Data.Span);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("a CloudEvent must be a JSON object");
        }
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in root.EnumerateObject())
        {
            fields[property.Name] = GoJson.WritePrecise(property.Value);
        }
        fields["topic"] = GoJson.Quote(published.Topic);
        fields["pubsubname"] = GoJson.Quote(published.PubsubName);
        SetIfMissing(fields, "time", Rfc3339(time.GetLocalNow()));
        SetIfMissing(fields, "source", DefaultSource);
        SetIfMissing(fields, "type", DefaultType);
        SetIfMissing(fields, "specversion", "1.0");
        if (IsMissing(fields, "traceid"))
        {
            fields["traceid"] = fields["traceparent"] = GoJson.Quote(published.Trace.Parent);
        }
        SetIfMissing(fields, "tracestate", published.Trace.State);
        return fields;
    }

    private static void SetIfMissing(SortedDictionary<string, string> fields, string name, string value)
    {
        if (IsMissing(fields, name))
        {
            fields[name] = GoJson.Quote(value);
        }
    }

    private static bool IsMissing(SortedDictionary<string, string> fields, string name) =>
        !fields.TryGetValue(name, out var json) || json == "null";

    // Like Go's Decoder, and unlike JsonDocument.Parse, this does not mind what follows the first value.
    private static JsonElement FirstJsonValue(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = 1000 });
        return JsonElement.ParseValue(ref reader);
    }
}
