using System.Diagnostics;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Spectre.Console;

namespace AllianceServices.Rollout;

/// <summary>
/// A new version is rolled out over two replicas of every service, and then two replicas die, while clients call and watch: no
/// call fails, and no watcher misses a view.
/// </summary>
internal sealed class RollingRestart
{
    private const int Replicas = 2;
    private const int Watchers = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<string> _failures = [];

    /// <summary>Does it, and prints what came of it. True if nothing went wrong.</summary>
    public async Task<bool> RunAsync()
    {
        await using var deployment = await Deployment.CreateAsync(Replicas);
        deployment.Sidecars.Start();
        deployment.Start(ServiceInfo.All);
        await deployment.ReadyAsync();
        using var channel = deployment.OpenGateway();
        var gateway = channel.CreateCallInvoker();
        await WriteWorldAsync(gateway);
        var watchers = Enumerable.Range(0, Watchers).Select(_ => new Watcher(gateway)).ToList();
        watchers.ForEach(watcher => watcher.Start());
        await Eventually.HoldsAsync(() => watchers.All(watcher => watcher.View is not null), "all watchers have seen the view", Patience);
        var load = new Load(gateway);
        load.Start();

        await RestartAsync(deployment);
        Expect(watchers.All(watcher => watcher.Resumed > 0), "not every watcher's stream ended and went on");
        AnsiConsole.WriteLine($"Rolling restart: {load.Answered} calls answered, {load.Failures.Count} failed; {watchers.Sum(watcher => watcher.Resumed)} streams of {Watchers} watchers went on elsewhere, {watchers.Sum(watcher => watcher.Closed)} of them found their connection closing.");

        var answered = load.Answered;
        await deployment.Services[ServiceInfo.Statements][0].KillAsync();
        await deployment.Services[ServiceInfo.Gateway][0].KillAsync();
        await Eventually.HoldsAsync(() => load.Answered > answered + (5 * Load.Rate), "calls go on", Patience);
        await load.DisposeAsync();
        AnsiConsole.WriteLine($"Two replicas killed: {load.Answered - answered} calls answered since, {load.Failures.Count} failed.");
        _failures.AddRange(load.Failures);

        await CheckAsync(gateway, load, watchers);
        if (_failures.Count > 0)
        {
            AnsiConsole.WriteLine(string.Join('\n', deployment.LastLines));
            AnsiConsole.WriteLine(string.Join('\n', _failures.Select(failure => $"FAILED: {failure}")));
        }
        return _failures.Count == 0;
    }

    private async Task RestartAsync(Deployment deployment)
    {
        var table = new Table().AddColumns("Replica", "stopped after", "ready again after");
        foreach (var (info, replicas) in deployment.Services)
        {
            for (var i = 0; i < replicas.Count; i++)
            {
                var begin = Stopwatch.GetTimestamp();
                var exitCode = await replicas[i].StopAsync();
                var stopped = Stopwatch.GetElapsedTime(begin);
                Expect(exitCode == 0, $"{replicas[i].Name} ended with {exitCode}");
                replicas[i].Start();
                await deployment.ReadyAsync(info, i);
                table.AddRow(replicas[i].Name, $"{stopped.TotalSeconds:0.0} s", $"{(Stopwatch.GetElapsedTime(begin) - stopped).TotalSeconds:0.0} s");
            }
        }
        AnsiConsole.Write(table);
    }

    private async Task CheckAsync(CallInvoker gateway, Load load, List<Watcher> watchers)
    {
        var written = await new CriteriaService.CriteriaServiceClient(gateway).ListAssessmentsAsync(new() { Parent = World.Club.Criterion("peace"), PageSize = 1000 });
        Expect(written.Assessments.Count == load.Writes, $"{load.Writes} writes made {written.Assessments.Count} assessments");
        var view = await new ReadinessService.ReadinessServiceClient(gateway).GetReadinessAsync(new() { Name = World.Club.Track + "/readiness" });
        await Eventually.HoldsAsync(() => watchers.All(watcher => watcher.View!.Criteria.Equals(view.Criteria)), "all watchers have seen the last view", Patience);
        foreach (var watcher in watchers)
        {
            await watcher.DisposeAsync();
            _failures.AddRange(watcher.Surprises);
        }
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _failures.Add(otherwise);
        }
    }

    private static async Task WriteWorldAsync(CallInvoker gateway)
    {
        var (statements, criteria) = (new StatementsService.StatementsServiceClient(gateway), new CriteriaService.CriteriaServiceClient(gateway));
        await statements.CreateSourceAsync(World.NewSource("gazette"));
        await criteria.CreateOrganizationAsync(World.Club.NewOrganization());
        await criteria.CreateTrackAsync(World.Club.NewTrack());
        foreach (var criterion in World.Club.NewCriteria())
        {
            await criteria.CreateCriterionAsync(criterion);
        }
    }
}
