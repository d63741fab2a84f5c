using System.CommandLine;
using AllianceServices.Faults;
using AllianceServices.TestKit;

var seed = new Option<int>("--seed") { Description = "What is written and what goes wrong follows from it.", DefaultValueFactory = _ => Random.Shared.Next() };
var minutes = new Option<double>("--minutes") { Description = "For how long to go on.", DefaultValueFactory = _ => 3 };
var kills = new Option<int>("--kills") { Description = "Go on until each service was killed so often, however long that takes.", DefaultValueFactory = _ => 0 };
var store = new Option<StoreKind>("--store") { Description = "Where the registers keep their data.", DefaultValueFactory = _ => StoreKind.Sqlite };
var command = new RootCommand("Runs the services as processes, lets things go wrong while clients write, and checks that nothing is lost, doubled or wrong.")
{
    seed, minutes, kills, store,
};
command.SetAction(async (result, cancellationToken) =>
{
    var run = new FaultRun(result.GetValue(seed), result.GetValue(store));
    var report = await run.RunAsync(TimeSpan.FromMinutes(result.GetValue(minutes)), result.GetValue(kills), cancellationToken);
    report.Print();
    return report.IsClean ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();
