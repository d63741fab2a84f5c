using Google.Protobuf;

namespace AllianceServices.DevSidecar;

/// <summary>Which content types daprd tells apart.</summary>
internal static class ContentTypes
{
    public const string CloudEvent = "application/cloudevents+json";
    public const string OctetStream = "application/octet-stream";

    public static bool IsCloudEvent(string contentType) => Is(contentType, CloudEvent);

    public static bool IsJson(string contentType) => Is(contentType, "application/json");

    public static bool IsText(string contentType) =>
        contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || Is(contentType, "application/xml");

    /// <summary>Whether the payload is kept as base64, so that its bytes survive.</summary>
    public static bool IsBinary(string contentType, ReadOnlySpan<byte> data) =>
        Is(contentType, OctetStream)
        || Is(contentType, "application/cloudevents+protobuf")
        || (Is(contentType, "application/x-protobuf") && IsCloudEventProtobuf(data));

    // Type, subtype and nothing but parameters after them.
    private static bool Is(string contentType, string expected) =>
        contentType.StartsWith(expected, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == expected.Length || contentType[expected.Length] == ';');

    // The required attributes of io.cloudevents.v1.CloudEvent are the string fields 1 to 4.
    private static bool IsCloudEventProtobuf(ReadOnlySpan<byte> data)
    {
        var required = 0;
        try
        {
            using var input = new CodedInputStream(data.ToArray());
            for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            {
                var field = WireFormat.GetTagFieldNumber(tag);
                if (field is >= 1 and <= 4 && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                {
                    required |= input.ReadString().Length > 0 ? 1 << field : 0;
                }
                else
                {
                    input.SkipLastField();
                }
            }
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
        return required == 0b11110;
    }
}
