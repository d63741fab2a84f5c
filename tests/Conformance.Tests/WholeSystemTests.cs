using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Local;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.Client.Autogen.Grpc.v1;
using Grpc.Core;
using Grpc.Net.Client;
using RuntimeClient = Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient;

namespace AllianceServices.Conformance.Tests;

/// <summary>The services as processes, each with its sidecar: the import, a view, and a change that reaches a watcher.</summary>
public sealed class WholeSystemTests
{
    private const string Nato = "tracks/nato-ukraine/readiness";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_imported_makes_the_view_and_a_change_reaches_who_watches_by_events_alone()
    {
        using var system = new SystemProcesses();
        using var channel = GrpcChannel.ForAddress(system.Gateway);
        var readiness = new ReadinessService.ReadinessServiceClient(channel);
        try
        {
            await SubscribedAsync(system);
            foreach (var kind in new[] { "statements", "agreements", "criteria" })
            {
                await ImportAsync(system, kind);
            }

            // As in the README: positions too, which the register of criteria makes of the statements that it hears of.
            var view = await Eventually.BecomesAsync(
                async () => await ViewAsync(readiness, "2024-03-01"), view => view?.Consensus?.Counts is { Supports: 4, SupportsWithConditions: 20 },
                "the imported positions are in the view", Patience);
            Assert.Equal(Readiness.Types.Verdict.Blocked, view!.Verdict);
            Assert.Equal(17, (await ViewAsync(readiness, "2024-06-17"))!.Agreements.Signed);

            using var watch = readiness.WatchReadiness(new() { Name = Nato }, cancellationToken: Ct);
            Assert.True(await watch.ResponseStream.MoveNext(Ct).WaitAsync(Patience, Ct));
            var name = await SayAsync(channel);
            Assert.Contains(name, await CausesAsync(watch).WaitAsync(Patience, Ct));
        }
        catch (Exception exception) when (exception is RpcException or TimeoutException or Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(system.Words, exception);
        }
    }

    // Every sidecar has the subscriptions of its service, so that nothing is missed where a broker keeps nothing.
    private static async Task SubscribedAsync(SystemProcesses system)
    {
        foreach (var info in ServiceInfo.All)
        {
            using var channel = system.SidecarOf(info.Name);
            var sidecar = new RuntimeClient(channel);
            await Eventually.BecomesAsync(
                async () => await SubscriptionsAsync(sidecar), count => count > 0, $"the sidecar of {info.Name} has subscribed", Patience);
        }
    }

    private static async Task<int> SubscriptionsAsync(RuntimeClient sidecar)
    {
        try
        {
            return (await sidecar.GetMetadataAsync(new GetMetadataRequest(), cancellationToken: Ct)).Subscriptions.Count;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            return 0;
        }
    }

    private static async Task ImportAsync(SystemProcesses system, string kind)
    {
        var file = Path.Combine(ReferenceData.Folder, kind + ".jsonl");
        using var import = await CommandLine.RunAsync(system.Gateway, "import", kind, file, "--actor", "conformance");
        Assert.True(await import.ExitCode == 0, import.Error);
    }

    private static async Task<Readiness?> ViewAsync(ReadinessService.ReadinessServiceClient readiness, string asOf)
    {
        try
        {
            return await readiness.GetReadinessAsync(new() { Name = Nato, AsOf = asOf }, cancellationToken: Ct);
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task<string> SayAsync(ChannelBase channel)
    {
        var statements = new StatementsService.StatementsServiceClient(channel);
        var source = (await statements.ListSourcesAsync(new() { PageSize = 1 }, cancellationToken: Ct)).Sources.Single().Name;
        var created = await statements.CreateStatementAsync(new()
        {
            StatementId = "conformance",
            Statement = Sample.Statement(statement =>
            {
                statement.Date = "2026-11-01";
                statement.Sources[0] = source;
                statement.Positions.Add(new PositionEntry
                {
                    Organization = "organizations/nato",
                    Candidate = "UA",
                    // They have opposed since 2025.
                    Stance = Stance.Supports,
                    Level = AuthorityLevel.HeadOfState,
                    Parties = { "US" },
                });
            }),
        }, cancellationToken: Ct);
        var published = await statements.PublishStatementAsync(
            new() { Name = created.Name, Etag = created.Etag }, cancellationToken: Ct);
        return published.Name;
    }

    // The records that caused the first change that has causes.
    private static async Task<List<string>> CausesAsync(AsyncServerStreamingCall<WatchReadinessResponse> watch)
    {
        while (await watch.ResponseStream.MoveNext(Ct))
        {
            var causes = watch.ResponseStream.Current.Update?.Differences.SelectMany(difference => difference.Causes).Select(cause => cause.Record).ToList();
            if (causes is { Count: > 0 })
            {
                return causes;
            }
        }
        return [];
    }
}
