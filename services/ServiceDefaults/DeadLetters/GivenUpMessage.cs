using System.Text.Json;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Value = Google.Protobuf.WellKnownTypes.Value;

namespace AllianceServices.ServiceDefaults.DeadLetters;

/// <summary>
/// A message of a dead letter topic as the broker holds it. It is taken in raw: what is no CloudEvent goes there too, and a
/// sidecar that was to open it would hold up all dead letters behind it.
/// </summary>
internal static class GivenUpMessage
{
    /// <summary>The event that the subscriber got; or, of what is no event, the bytes alone.</summary>
    public static TopicEventRequest Read(ByteString message)
    {
        try
        {
            using var envelope = JsonDocument.Parse(message.Memory);
            return envelope.RootElement.ValueKind == JsonValueKind.Object ? ReadEvent(envelope.RootElement) : Bytes(message);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return Bytes(message);
        }
    }

    private static TopicEventRequest ReadEvent(JsonElement envelope) => new()
    {
        Id = Text(envelope, "id"),
        Type = Text(envelope, "type"),
        DataContentType = Text(envelope, "datacontenttype"),
        Data = DataOf(envelope),
        Extensions = new Struct { Fields = { ["subject"] = Value.ForString(Text(envelope, "subject")) } },
    };

    private static ByteString DataOf(JsonElement envelope)
    {
        if (envelope.TryGetProperty("data_base64", out var bytes))
        {
            return ByteString.CopyFrom(bytes.GetBytesFromBase64());
        }
        return !envelope.TryGetProperty("data", out var data) ? ByteString.Empty
            // A text is itself; anything else, and a text that stands for JSON, is the JSON.
            : ByteString.CopyFromUtf8(data.ValueKind == JsonValueKind.String && !IsJson(envelope) ? data.GetString()! : data.GetRawText());
    }

    private static bool IsJson(JsonElement envelope) =>
        Text(envelope, "datacontenttype").StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    private static string Text(JsonElement envelope, string name) =>
        envelope.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static TopicEventRequest Bytes(ByteString message) => new() { DataContentType = "application/octet-stream", Data = message };
}
