using AllianceServices.Local;
using AllianceServices.TestKit;
using Google.Protobuf;
using AgreementRow = Alliance.Agreements.V1.ImportRequest;
using CriterionRow = Alliance.Criteria.V1.ImportRequest;
using StatementRow = Alliance.Statements.V1.ImportRequest;

namespace AllianceServices.SystemTests.CommandLines;

/// <summary>An export holds what is on record, and importing it changes nothing.</summary>
public sealed class ExportTests(ImportedSystem imported) : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Uri Gateway => imported.System.Local.Gateway.Addresses.Grpc;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    public async Task JSON_Lines_hold_the_data_set_row_for_row(string kind)
    {
        using var run = await CommandLine.RunAsync(Gateway, "export", kind);

        Assert.Equal(0, await run.ExitCode);
        var shipped = await File.ReadAllLinesAsync(Path.Combine(ReferenceData.Folder, kind + ".jsonl"), Ct);
        var exported = System.Text.Encoding.UTF8.GetString(run.Bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"{shipped.Length} rows are exported.\n", run.Error);
        // The data set has an order of its own.
        Assert.Equal(Rows(kind, shipped), Rows(kind, exported));
    }

    [Theory]
    [InlineData("statements", "jsonl", 613)]
    [InlineData("statements", "csv", 149)]
    [InlineData("sources", "csv", 464)]
    [InlineData("agreements", "jsonl", 37)]
    [InlineData("agreements", "csv", 37)]
    [InlineData("criteria", "jsonl", 204)]
    public async Task Importing_an_export_changes_nothing(string kind, string format, int rows)
    {
        var file = _folder.Combine($"{kind}.{format}");
        var before = await imported.System.LogsAsync();
        using var export = await CommandLine.RunAsync(Gateway, "export", kind, "--output", file);
        Assert.Equal((0, $"{rows} rows are exported to {file}.\n"), (await export.ExitCode, export.Error));

        using var import = await CommandLine.RunAsync(Gateway, "import", kind, file);

        Assert.Equal(0, await import.ExitCode);
        Assert.Contains($"{rows} rows: 0 created, {rows} unchanged, 0 refused.", import.Error, StringComparison.Ordinal);
        Assert.Empty(import.Out);
        Assert.Equal(before, await imported.System.LogsAsync());
    }

    [Theory]
    [InlineData("jsonl")]
    [InlineData("csv")]
    public async Task What_an_empty_system_imports_it_exports_again(string format)
    {
        string[] kinds = format == "csv" ? ["sources", "statements", "agreements"] : ["statements", "agreements", "criteria"];
        await using var copy = await TestSystem.StartAsync();
        foreach (var kind in kinds)
        {
            var original = await ExportAsync(Gateway, kind, format, "original");

            using var import = await CommandLine.RunAsync(copy.Local.Gateway.Addresses.Grpc, "import", kind, original);

            Assert.Equal(("", 0), (import.Out, await import.ExitCode));
            Assert.Equal(
                await File.ReadAllBytesAsync(original, Ct),
                await File.ReadAllBytesAsync(await ExportAsync(copy.Local.Gateway.Addresses.Grpc, kind, format, "copy"), Ct));
        }
    }

    [Fact]
    public async Task What_relied_on_a_statement_that_was_retracted_goes_along_and_asks_for_review_there_too()
    {
        var world = World.Club;
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(world.Everything());
        await system.RecordAsync([world.NewStatement("evidence", "2020-01-01", Alliance.Type.V1.Stance.Neutral), World.Publish("evidence")]);
        await system.SettleAsync(world.Track);
        var request = world.NewAssessment("peace", "2020-02-02", Alliance.Criteria.V1.Status.Met);
        request.Assessment.Evidence.Add("statements/evidence");
        await system.RecordAsync([request]);
        await system.Statements.RetractStatementAsync(new() { Name = "statements/evidence", Reason = "a mistake" }, cancellationToken: Ct);
        await system.SettleAsync(world.Track);
        await using var copy = await TestSystem.StartAsync();

        foreach (var kind in new[] { "statements", "agreements", "criteria" })
        {
            var file = await ExportAsync(system.Local.Gateway.Addresses.Grpc, kind, "jsonl", "reviewed");
            using var again = await CommandLine.RunAsync(system.Local.Gateway.Addresses.Grpc, "import", kind, file);
            using var elsewhere = await CommandLine.RunAsync(copy.Local.Gateway.Addresses.Grpc, "import", kind, file);
            Assert.Equal(("", "", 0, 0), (again.Out, elsewhere.Out, await again.ExitCode, await elsewhere.ExitCode));
        }

        var original = (await system.SettledViewAsync(world.Track)).Criteria.Single(c => c.Criterion == world.Criterion("peace"));
        var copied = (await copy.SettledViewAsync(world.Track)).Criteria.Single(c => c.Criterion == world.Criterion("peace"));
        Assert.True(original.NeedsReview);
        Assert.Equal(original, copied);
    }

    [Fact]
    public async Task A_file_of_a_spreadsheet_is_a_column_per_field_and_a_row_per_statement()
    {
        using var run = await CommandLine.RunAsync(Gateway, "export", "statements", "--format", "csv");

        Assert.Equal(0, await run.ExitCode);
        var csv = System.Text.Encoding.UTF8.GetString(run.Bytes);
        Assert.StartsWith(
            "\uFEFFname,speaker,speaker_role,speaker_level,speaker_organization,countries,date,date_precision,date_confidence,venue,kind,"
            + "topics,stance,stance_justification,quote,summary,about_organizations,criteria,agreements,sources,confidence,note,positions,claims\r\n",
            csv, StringComparison.Ordinal);
        Assert.Contains("\r\nstatements/kirby-2024-06-17,John Kirby,", csv, StringComparison.Ordinal);
    }

    private async Task<string> ExportAsync(Uri gateway, string kind, string format, string name)
    {
        var file = _folder.Combine($"{kind}-{name}.{format}");
        using var run = await CommandLine.RunAsync(gateway, "export", kind, "--output", file);
        Assert.Equal(0, await run.ExitCode);
        return file;
    }

    private static IEnumerable<string> Rows(string kind, string[] lines)
    {
        MessageParser parser = kind switch
        {
            "statements" => StatementRow.Parser,
            "agreements" => AgreementRow.Parser,
            _ => CriterionRow.Parser,
        };
        return lines.Select(line => parser.ParseJson(line).ToByteString().ToBase64()).Order(StringComparer.Ordinal);
    }
}
