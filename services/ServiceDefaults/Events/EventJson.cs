using System.Diagnostics.CodeAnalysis;
using System.Text;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Validation;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>Changes as they travel in events: proto3 JSON, which any Dapr application can read without the contract.</summary>
public static class EventJson
{
    /// <summary>The content type of events; the sidecar keeps JSON readable in the broker.</summary>
    public const string ContentType = "application/json";

    private static readonly TypeRegistry Types = TypeRegistry.FromFiles(ResourcePatterns.Files);
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types));

    // A newer publisher may send fields that this build does not know.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(Types).WithIgnoreUnknownFields(true));

    /// <summary>A change as UTF-8 JSON, without the resource where that would make it larger than so many bytes.</summary>
    public static ReadOnlyMemory<byte> Write(Change change, int largest = int.MaxValue)
    {
        var data = Encoding.UTF8.GetBytes(Formatter.Format(change));
        return data.Length <= largest ? data : Encoding.UTF8.GetBytes(Formatter.Format(new Change(change) { Resource = null }));
    }

    /// <summary>Reads a change; false if the data are none.</summary>
    public static bool TryRead(ByteString data, [NotNullWhen(true)] out Change? change)
    {
        try
        {
            change = Parser.Parse<Change>(data.ToStringUtf8());
            return change.Sequence > 0 && change.Register.Length > 0 && change.RecordTime is not null;
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException or InvalidOperationException)
        {
            change = null;
            return false;
        }
    }
}
