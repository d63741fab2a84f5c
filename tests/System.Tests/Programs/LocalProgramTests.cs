using System.Text.RegularExpressions;
using AllianceServices.TestKit;

namespace AllianceServices.SystemTests.Programs;

/// <summary>Local as a program that has started once before, with the reference data set.</summary>
public class LocalProgramTests(StartedOnce first) : IClassFixture<StartedOnce>
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(20);

    [Fact]
    public void The_first_start_imports_and_shows_where_everything_is_and_how_things_stand()
    {
        Assert.Equal(0, first.ExitCode);
        Assert.Empty(first.Errors);
        Assert.Equal(
            [new("statements.jsonl", 613, 0, 0), new("agreements.jsonl", 37, 0, 0), new("criteria.jsonl", 204, 0, 0)],
            LocalOutput.Imports(first.Output));
        Assert.All(["statements", "agreements", "criteria", "gateway"], name => Assert.Single(
            first.Output, line => Regex.IsMatch(line, $@"^{name}( +http://127\.0\.0\.1:[1-9]\d*){{3}} *$")));
        Assert.Equal(
            ["Ukraine's accession to the EU", "Ukraine's accession to NATO"], LocalOutput.Views(first.Output).Select(view => view.Title));
    }

    [Fact]
    public async Task The_second_start_finds_its_data_again()
    {
        using var second = Start("--once");

        Assert.Equal(0, await second.EndAsync());
        Assert.Empty(second.Errors);
        Assert.DoesNotContain(second.Output, line => line.StartsWith("Importing", StringComparison.Ordinal));
        Assert.Empty(LocalOutput.Imports(second.Output));
        // But for the day, which may have changed at midnight, both are word for word the same.
        Assert.Equal(LocalOutput.Views(first.Output).Select(view => view.Text), LocalOutput.Views(second.Output).Select(view => view.Text));
    }

    [Fact]
    public async Task It_shows_the_view_of_the_day_of_the_briefing()
    {
        using var program = Start("--once", "--as-of", "2024-06-17");

        Assert.Equal(0, await program.EndAsync());
        var nato = Assert.Single(LocalOutput.Views(program.Output), view => view.Title == "Ukraine's accession to NATO");
        Assert.Equal("2024-06-17", nato.Day);
        Assert.Matches(@"^Verdict +BLOCKED", nato.Lines[0]);
        Assert.Matches("^Open gates .*nato-consensus.*nato-war-ended", nato.Lines[1]);
        Assert.Matches("^Consensus +32 must agree:", nato.Lines[3]);
        Assert.Matches("^Agreements +17 bilateral security agreements signed", nato.Lines[4]);
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("criteria")]
    public async Task A_register_whose_file_was_lost_is_filled_again(string register)
    {
        var data = first.CopyOfData();
        foreach (var file in Directory.EnumerateFiles(data, register + ".db*").ToList())
        {
            File.Delete(file);
        }

        using var program = ChildProgram.Start(LocalOutput.Program, "--any-port", "--data", data, "--once");

        Assert.Equal(0, await program.EndAsync());
        var import = Assert.Single(LocalOutput.Imports(program.Output), import => import.File == register + ".jsonl");
        Assert.NotEqual(0, import.New);
        Assert.Equal(LocalOutput.Views(first.Output).Select(view => view.Text), LocalOutput.Views(program.Output).Select(view => view.Text));
    }

    [Fact]
    public async Task It_runs_until_it_is_interrupted()
    {
        using var program = Start();
        await program.WritesAsync("Ctrl-C stops.");

        program.Signal("INT");

        Assert.Equal(0, await program.EndAsync(StopDeadline));
        Assert.Empty(program.Errors);
    }

    private ChildProgram Start(params string[] arguments) =>
        ChildProgram.Start(LocalOutput.Program, ["--any-port", "--data", first.CopyOfData(), .. arguments]);
}

/// <summary>The first start, which leaves its data.</summary>
public sealed class StartedOnce : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private int _copies;

    public int ExitCode { get; private set; }

    public IReadOnlyList<string> Output { get; private set; } = [];

    public IReadOnlyList<string> Errors { get; private set; } = [];

    private string Data => _folder.Combine("data");

    public async ValueTask InitializeAsync()
    {
        using var program = ChildProgram.Start(LocalOutput.Program, "--any-port", "--once", "--data", Data);
        ExitCode = await program.EndAsync();
        (Output, Errors) = (program.Output, program.Errors);
    }

    /// <summary>The data as they were left, for one start of their own.</summary>
    public string CopyOfData()
    {
        var copy = _folder.Combine($"copy-{Interlocked.Increment(ref _copies)}");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(Data))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        return copy;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
