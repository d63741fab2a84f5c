using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AllianceServices.TestKit;

/// <summary>Freshness tokens as a caller gets them and carries them.</summary>
public static class Tokens
{
    /// <summary>The metadata key, and HTTP header.</summary>
    public const string Header = "alliance-freshness";

    private static readonly string[] Reads = ["Get", "BatchGet", "List", "Search", "Stream", "Export"];

    /// <summary>The methods of a register that write: all whose name is not that of a read.</summary>
    public static IEnumerable<string> WritesOf(ServiceDescriptor service) => service.Methods.Select(method => method.Name)
        .Where(name => !Reads.Any(read => name.StartsWith(read, StringComparison.Ordinal)));

    /// <summary>Metadata with these values, each in an entry of its own.</summary>
    public static Metadata Carry(params IEnumerable<string> values)
    {
        var metadata = new Metadata();
        foreach (var value in values)
        {
            metadata.Add(Header, value);
        }
        return metadata;
    }

    /// <summary>The token that a write answers with; null if it has none.</summary>
    public static async Task<string?> TokenAsync<T>(this AsyncUnaryCall<T> call)
    {
        await call;
        return (await call.ResponseHeadersAsync).GetValue(Header);
    }

    /// <summary>The token that an import of these rows answers with; null if it has none.</summary>
    public static async Task<string?> TokenAsync<TRow, T>(this AsyncClientStreamingCall<TRow, T> call, params IEnumerable<TRow> rows)
    {
        using (call)
        {
            foreach (var row in rows)
            {
                await call.RequestStream.WriteAsync(row);
            }
            await call.RequestStream.CompleteAsync();
            await call;
            return (await call.ResponseHeadersAsync).GetValue(Header);
        }
    }
}
