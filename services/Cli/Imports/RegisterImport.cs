using Alliance.Type.V1;
using AllianceServices.Cli.Rows;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Events;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Cli.Imports;

/// <summary>Takes the rows of a segment.</summary>
internal interface IImportTarget
{
    /// <summary>Imports the rows, each of which has a message, and returns once they are committed or refused.</summary>
    Task<ImportResponse> SendAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellationToken);
}

/// <summary>
/// Sends segments to a register, each as an import of its own. While nobody answers a segment is sent again: what was
/// committed of it is found to be there already.
/// </summary>
/// <param name="invoker">The connection.</param>
/// <param name="kind">What is imported.</param>
/// <param name="actor">Who imports, for the change log.</param>
/// <param name="patience">How long a segment is tried while nobody answers.</param>
/// <param name="clock">Measures the waits.</param>
/// <param name="notice">Told in a sentence when a wait begins.</param>
internal sealed class RegisterImport(
    CallInvoker invoker, Kind kind, string? actor, TimeSpan patience, TimeProvider clock, Action<string> notice) : IImportTarget
{
    /// <summary>How long a segment is tried where nothing else is said.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(1);

    private static readonly Marshaller<byte[]> AsItIs = Marshallers.Create(message => message, bytes => bytes);

    private readonly Method<byte[], ImportResponse> _method = new(
        MethodType.ClientStreaming, kind.Service.FullName, kind.Import.Name, AsItIs,
        Marshallers.Create(response => response.ToByteArray(), ImportResponse.Parser.ParseFrom));

    /// <inheritdoc/>
    public async Task<ImportResponse> SendAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(clock);
        var start = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await CallAsync(rows, cancellationToken);
            }
            catch (RpcException error) when (ServerErrors.IsPassing(error) && !cancellationToken.IsCancellationRequested
                && clock.GetElapsedTime(start) < patience)
            {
                if (!backoff.IsFailing)
                {
                    notice($"{ServerErrors.Describe(error)} Trying again for up to {patience}; rows that are committed already will count as unchanged.");
                }
                await backoff.WaitAsync(cancellationToken);
            }
        }
    }

    private async Task<ImportResponse> CallAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellationToken)
    {
        var headers = actor is null ? null : new Metadata { { MetadataKeys.Actor, actor } };
        using var call = invoker.AsyncClientStreamingCall(_method, null, new CallOptions(headers, cancellationToken: cancellationToken));
        try
        {
            foreach (var row in rows)
            {
                await call.RequestStream.WriteAsync(row.Message!, cancellationToken);
            }
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // A call that ended takes no more rows; its answer says why.
            await call.ResponseAsync;
            throw;
        }
        return await call.ResponseAsync;
    }
}
