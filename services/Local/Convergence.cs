using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Grpc.Core;

namespace AllianceServices.Local;

/// <summary>Waits until every view includes everything that the registers hold.</summary>
public static class Convergence
{
    /// <summary>Waits for a track's view to include the logs as they are now.</summary>
    public static async Task WaitAsync(LocalSystem system, string track, CancellationToken cancellationToken = default)
    {
        var statements = await EndOfAsync(new StatementsService.StatementsServiceClient(system.Statements.Channel)
            .StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken);
        var agreements = await EndOfAsync(new AgreementsService.AgreementsServiceClient(system.Agreements.Channel)
            .StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken);
        LogPosition[] upstream =
        [
            new() { Register = "statements", Sequence = statements.Sequence },
            new() { Register = "agreements", Sequence = agreements.Sequence },
        ];
        var criteria = new Bookmark();
        await FirstAsync(
            async () => criteria = await EndOfAsync(new CriteriaService.CriteriaServiceClient(system.Criteria.Channel)
                .StreamChanges(new() { After = criteria.Sequence }, cancellationToken: cancellationToken), cancellationToken),
            end => Includes(end.Upstream, upstream), cancellationToken);
        LogPosition[] all = [.. upstream, new() { Register = "criteria", Sequence = criteria.Sequence }];
        var gateway = new ReadinessService.ReadinessServiceClient(system.Gateway.Channel);
        await FirstAsync(
            async () => await ReadAsync(gateway, track, cancellationToken),
            view => view is not null && Includes(view.FreshAsOf, all), cancellationToken);
    }

    /// <summary>Whether a register holds nothing yet.</summary>
    public static async Task<bool> HasEmptyLogAsync(LocalSystem system, CancellationToken cancellationToken = default)
    {
        var first = await Task.WhenAll(
            FirstOfAsync(new StatementsService.StatementsServiceClient(system.Statements.Channel)
                .StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken),
            FirstOfAsync(new AgreementsService.AgreementsServiceClient(system.Agreements.Channel)
                .StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken),
            FirstOfAsync(new CriteriaService.CriteriaServiceClient(system.Criteria.Channel)
                .StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken));
        return first.Any(message => message.Bookmark is not null);
    }

    private static async Task<StreamChangesResponse> FirstOfAsync(
        AsyncServerStreamingCall<StreamChangesResponse> call, CancellationToken cancellationToken)
    {
        using (call)
        {
            return await call.ResponseStream.ReadAllAsync(cancellationToken).FirstAsync(cancellationToken);
        }
    }

    private static async Task<Readiness?> ReadAsync(
        ReadinessService.ReadinessServiceClient gateway, string track, CancellationToken cancellationToken)
    {
        try
        {
            return await gateway.GetReadinessAsync(new() { Name = track + "/readiness" }, cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task<Bookmark> EndOfAsync(
        AsyncServerStreamingCall<StreamChangesResponse> call, CancellationToken cancellationToken)
    {
        using (call)
        {
            return (await call.ResponseStream.ReadAllAsync(cancellationToken).LastAsync(cancellationToken)).Bookmark;
        }
    }

    private static bool Includes(IEnumerable<LogPosition> positions, IEnumerable<LogPosition> wanted) =>
        wanted.All(w => w.Sequence == 0 || positions.Any(p => p.Register == w.Register && p.Sequence >= w.Sequence));

    private static async Task<T> FirstAsync<T>(Func<Task<T>> read, Func<T, bool> condition, CancellationToken cancellationToken)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }
            await tick.WaitForNextTickAsync(cancellationToken);
        }
    }
}
