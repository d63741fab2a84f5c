using System.CommandLine;
using AllianceServices.Faults;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;

var seed = new Option<int?>("--seed") { Description = "What is written and what goes wrong follows from it. Alone, it is the only one; else others follow." };
var minutes = new Option<double?>("--minutes") { Description = "For how long to go on; 3 unless something else bounds it." };
var kills = new Option<int>("--kills") { Description = "Go on until each service was killed so often, and the sidecars a quarter as often, however long that takes.", DefaultValueFactory = _ => 0 };
var store = new Option<StoreKind>("--store") { Description = "Where the registers keep their data.", DefaultValueFactory = _ => StoreKind.Sqlite };
var command = new RootCommand("Runs the services as processes, lets things go wrong while clients write, and checks that nothing is lost, doubled or wrong.")
{
    seed, minutes, kills, store,
};
command.SetAction(async (result, cancellationToken) =>
{
    var (first, most, least) = (result.GetValue(seed), result.GetValue(minutes), result.GetValue(kills));
    var report = new Report(result.GetValue(store));
    var next = first ?? Random.Shared.Next();
    do
    {
        await new FaultRun(next++, result.GetValue(store), report).RunAsync(HasEnough, cancellationToken);
    }
    while (!report.HasFailed && !cancellationToken.IsCancellationRequested && !IsOnlySeed() && !HasEnough());
    report.Print();
    return report.IsClean ? 0 : 1;

    bool IsOnlySeed() => first is not null && most is null && least == 0;

    bool HasEnough() => least > 0
        ? ServiceInfo.All.All(info => report.KillsOf(info.Name) >= least) && report.KillsOf(Stage.Sidecar) >= least / 4
        : !IsOnlySeed() && report.Elapsed >= TimeSpan.FromMinutes(most ?? 3);
});
// What was begun is brought to its end, so that no process and no disk is left behind.
return await command.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(2) });
