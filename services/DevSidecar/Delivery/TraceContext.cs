using System.Diagnostics;
using System.Globalization;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

/// <summary>
/// The trace a message belongs to. Without an exporter daprd adds no spans, so what the publisher sent is what
/// the subscriber gets.
/// </summary>
/// <param name="Parent">W3C traceparent, or empty.</param>
/// <param name="State">W3C tracestate, or empty.</param>
internal readonly record struct TraceContext(string Parent, string State)
{
    /// <summary>What daprd sends when it knows no trace.</summary>
    public const string Zero = "00-00000000000000000000000000000000-0000000000000000-00";

    private const int BinaryLength = 29;

    public static TraceContext From(Metadata headers)
    {
        if (headers.GetValueBytes("grpc-trace-bin") is { Length: BinaryLength } binary)
        {
            return new TraceContext(FromBinary(binary), "");
        }
        var parent = Valid(headers.GetValue("traceparent"));
        return new TraceContext(parent, parent.Length > 0 ? headers.GetValue("tracestate") ?? "" : "");
    }

    /// <summary>The traceparent if it is a valid one, else empty.</summary>
    public static string Valid(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out var context)
        && context.TraceId != default && context.SpanId != default
            ? traceParent!
            : "";

    /// <summary>The binary form that gRPC knows: version, then trace id, span id and flags with their tags.</summary>
    public static byte[] ToBinary(string traceParent)
    {
        var context = ActivityContext.Parse(traceParent, null);
        var binary = new byte[BinaryLength];
        context.TraceId.CopyTo(binary.AsSpan(2, 16));
        binary[18] = 1;
        context.SpanId.CopyTo(binary.AsSpan(19, 8));
        binary[27] = 2;
        binary[28] = (byte)context.TraceFlags;
        return binary;
    }

    private static string FromBinary(byte[] binary) =>
        binary[0] == 0 && binary[1] == 0 && binary[18] == 1 && binary[27] == 2
            ? Valid(string.Create(CultureInfo.InvariantCulture,
                $"00-{Convert.ToHexStringLower(binary, 2, 16)}-{Convert.ToHexStringLower(binary, 19, 8)}-{binary[28]:x2}"))
            : "";
}
