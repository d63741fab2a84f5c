using AllianceServices.TestKit;

namespace AllianceServices.Cli.Tests;

/// <summary>What the program says and how it ends where there is no Gateway to ask.</summary>
public sealed class CommandTests : IDisposable
{
    // Nobody listens there.
    private static readonly Uri Nowhere = new("http://127.0.0.1:1");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "Required command was not provided.")]
    [InlineData("import", "Required argument 'statements|sources|agreements|criteria' missing for command: 'import'.")]
    [InlineData("import everything a.jsonl", "Argument 'everything' not recognized.")]
    [InlineData("import statements a.txt", "a.txt: the name does not tell the format; say --format jsonl or --format csv.")]
    [InlineData("import statements -", "-: the name does not tell the format; say --format jsonl or --format csv.")]
    [InlineData("import criteria a.csv", "criteria have no CSV form, because their rows are of several kinds; use JSON Lines.")]
    [InlineData("import sources a.jsonl", "In JSON Lines, sources are rows of the statements' file; say `statements`, or use CSV.")]
    [InlineData("import statements a.jsonl --format xml", "Argument 'xml' not recognized.")]
    [InlineData("import statements a.jsonl --actor Zoë", "--actor must be at most 100 printable ASCII characters.")]
    [InlineData("import statements a.jsonl --from-line -5", "--from-line must be 1 or more")]
    [InlineData("import statements a.jsonl --from-line x", "Cannot parse argument 'x' for option '--from-line'")]
    [InlineData("export criteria --format csv", "criteria have no CSV form")]
    [InlineData("export sources --output a.jsonl", "In JSON Lines, sources are rows of the statements' file")]
    [InlineData("readiness", "Required argument 'track' missing for command: 'readiness'.")]
    [InlineData("readiness x --known-at yesterday", "--known-at must be an instant such as 2024-06-17T12:00:00Z.")]
    [InlineData("readiness x --endpoint localhost:8081", "--endpoint (or ALLIANCE_ENDPOINT) must be an address such as http://127.0.0.1:8081.")]
    [InlineData("watch x --colour", "Unrecognized command or argument '--colour'.")]
    public async Task Bad_usage(string arguments, string message)
    {
        using var run = await CommandLine.RunAsync(Nowhere, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, await run.ExitCode);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task An_endpoint_of_the_environment_that_is_none()
    {
        using var run = await CommandLine.RunAsync("nonsense", TimeProvider.System, "readiness", "x");

        Assert.Equal(2, await run.ExitCode);
        Assert.StartsWith("--endpoint (or ALLIANCE_ENDPOINT) must be an address", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readiness", "nato-ukraine")]
    [InlineData("watch", "nato-ukraine")]
    [InlineData("export", "statements")]
    public async Task A_Gateway_that_does_not_answer(params string[] arguments)
    {
        using var run = await CommandLine.RunAsync(Nowhere, arguments);

        Assert.Equal(3, await run.ExitCode);
        Assert.Equal("UNAVAILABLE: No connection to the endpoint. Connection refused.\n", run.Error);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task A_broken_export_leaves_what_was_there()
    {
        var file = _folder.Combine("statements.jsonl");
        await File.WriteAllTextAsync(file, "before", TestContext.Current.CancellationToken);

        using var run = await CommandLine.RunAsync(Nowhere, "export", "statements", "--output", file);

        Assert.Equal(3, await run.ExitCode);
        Assert.Equal([file], Directory.EnumerateFiles(_folder.Path));
        Assert.Equal("before", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_not_there()
    {
        using var run = await CommandLine.RunAsync(Nowhere, "import", "agreements", _folder.Combine("none.csv"));

        Assert.Equal(3, await run.ExitCode);
        Assert.Equal($"Could not find file '{_folder.Combine("none.csv")}'.\n", run.Error);
    }

    [Fact]
    public async Task A_file_that_is_refused_as_a_whole()
    {
        var file = _folder.Combine("a.csv");
        await File.WriteAllTextAsync(file, "title\nx\n", TestContext.Current.CancellationToken);

        using var run = await CommandLine.RunAsync(Nowhere, "import", "agreements", file);

        Assert.Equal(3, await run.ExitCode);
        Assert.Equal($"{file}: the header line has no column name, which says what a row is about.\n", run.Error);
    }

    [Fact]
    public async Task Rows_that_are_none_are_named_without_a_Gateway()
    {
        var file = _folder.Combine("a.csv");
        await File.WriteAllTextAsync(file, "name;parties\nagreements/a;x\n\nagreements/b\n", TestContext.Current.CancellationToken);

        using var run = await CommandLine.RunAsync(Nowhere, "import", "agreements", file);

        Assert.Equal(1, await run.ExitCode);
        Assert.Equal(
            [
                $"{file}:2: parties: must be a JSON array, as an export writes it (FIELD_INVALID)",
                $"{file}:4: row: has 1 cells, but the header line has 2 (FIELD_INVALID)",
            ],
            run.OutLines);
        Assert.Contains("2 rows: 0 created, 0 unchanged, 2 refused; ", run.Error, StringComparison.Ordinal);
        Assert.Contains("; done up to line 4; 100 %", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_import_says_how_to_go_on()
    {
        using var run = CommandLine.Start(Nowhere, new MemoryStream("{\"source\":{}}"u8.ToArray()), "import", "statements", "-", "--format", "jsonl");
        await Eventually.HoldsAsync(() => run.Error.Contains("Trying again for up to 00:01:00", StringComparison.Ordinal), "it tries");

        run.Interrupt();

        Assert.Equal(3, await run.ExitCode);
        Assert.EndsWith(
            "Interrupted.\nNo answer came for any row. To repeat the command is safe, even if some were committed.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_every_command()
    {
        using var run = await CommandLine.RunAsync(Nowhere, "--help");

        Assert.Equal(0, await run.ExitCode);
        Assert.All(["import <", "export <", "readiness <", "watch <", "--endpoint <"], part => Assert.Contains(part, run.Out, StringComparison.Ordinal));
    }
}
