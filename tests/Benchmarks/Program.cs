using System.CommandLine;
using AllianceServices.Benchmarks;

var runs = new Option<int>("--runs") { Description = "How often each case is run.", DefaultValueFactory = _ => 5 };
var start = new Command("start", "Times a start of the whole system from an empty folder, and a second start.") { runs };
start.SetAction((result, cancellationToken) => StartBenchmark.RunAsync(result.GetValue(runs), cancellationToken));

return await new RootCommand("Measures the system. Figures of one table come from one run and are meant side by side.") { start }
    .Parse(args).InvokeAsync();
