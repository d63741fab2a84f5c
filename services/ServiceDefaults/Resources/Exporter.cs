using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Storage;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>
/// Sends what a register holds, as it was at one instant. Memory is bounded by one row, and the instant's hold on the database
/// by a reader that keeps up.
/// </summary>
public sealed class Exporter<TContext>(Register<TContext> register, RegisterStore store, TimeProvider clock)
    where TContext : RegisterContext
{
    /// <summary>How long a reader may take for one row. Until the last is sent the database cannot clear away what is out of date.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends all rows; ABORTED to a reader that takes none for too long.</summary>
    public async Task SendAsync<TResponse>(
        IServerStreamWriter<TResponse> stream, Func<TContext, IAsyncEnumerable<TResponse>> rows, CancellationToken cancellationToken)
    {
        await using var db = await register.OpenAsync(cancellationToken);
        await using var snapshot = await store.BeginSnapshotAsync(db, cancellationToken);
        await foreach (var row in rows(db).WithCancellation(cancellationToken))
        {
            await SendAsync(stream, row, cancellationToken);
        }
    }

    private async Task SendAsync<TResponse>(IServerStreamWriter<TResponse> stream, TResponse row, CancellationToken cancellationToken)
    {
        var sending = stream.WriteAsync(row, cancellationToken);
        try
        {
            await sending.WaitAsync(Patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The write ends with the call.
            throw RpcErrors.ReaderTooSlow();
        }
    }
}
