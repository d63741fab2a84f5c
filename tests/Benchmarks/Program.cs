using System.CommandLine;
using AllianceServices.Benchmarks.Load;
using AllianceServices.Benchmarks.Rebuild;
using AllianceServices.Benchmarks.Registers;
using AllianceServices.Benchmarks.Start;
using AllianceServices.Benchmarks.Views;
using AllianceServices.Benchmarks.Watch;
using AllianceServices.Benchmarks.Watchers;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    // A file or a pipe has no width; the default of 80 columns would break every row of the tables.
    AnsiConsole.Profile.Width = 180;
}
return await new RootCommand("Measures the system. Figures of one table come from one run and are meant side by side.")
{
    StartBenchmark.Command(),
    ImportBenchmark.Command(),
    WritesBenchmark.Command(),
    PagesBenchmark.Command(),
    ViewsBenchmark.Command(),
    RebuildBenchmark.Command(),
    WatchBenchmark.Command(),
    ChainBenchmark.Command(),
    WatchersBenchmark.Command(),
    WatchersProgram.Command(),
    LoadProgram.Command(),
}.Parse(args).InvokeAsync();
