using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Local;
using AllianceServices.TestKit;
using Google.Protobuf;

namespace AllianceServices.SystemTests;

/// <summary>Imports through the public API.</summary>
public class ImportTests(ImportedSystem imported)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_reference_data_are_imported_row_by_row()
    {
        Assert.Equal(
            [("statements.jsonl", 613), ("agreements.jsonl", 37), ("criteria.jsonl", 204)],
            imported.Reports.Select(report => (report.File, report.Report.Created)));
        Assert.All(imported.Reports, report => Assert.Equal((0, 0), (report.Report.Unchanged, report.Report.Refused)));

        // The log of criteria holds the derived positions beside the rows.
        var criteria = await imported.System.LogAsync("criteria");
        Assert.Equal(204, criteria.Count(change => !change.Name.Contains("/positions/", StringComparison.Ordinal)));
        Assert.All(criteria.Where(change => change.Actor == "criteria"), change =>
            Assert.Contains("/positions/", change.Name, StringComparison.Ordinal));
        Assert.All(await imported.System.LogAsync("statements"), change => Assert.Equal("reference-data", change.Actor));
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        var before = await imported.System.LogsAsync();

        var reports = await ReferenceData.ImportAsync(imported.System.Local, Ct).ToListAsync(Ct);

        Assert.All(reports, report => Assert.Equal((0, 0), (report.Report.Created, report.Report.Refused)));
        Assert.Equal([613, 37, 204], reports.Select(report => report.Report.Unchanged));
        Assert.Equal(before, await imported.System.LogsAsync());
    }

    [Fact]
    public async Task Bad_rows_are_reported_by_line_and_the_good_ones_are_there()
    {
        await using var system = await TestSystem.StartAsync();
        using var folder = new TempFolder();
        var file = folder.Combine("rows.jsonl");
        await File.WriteAllLinesAsync(file,
        [
            """{"source":{"name":"sources/good","language":"en","confidence":"CONFIDENCE_VERIFIED","basis":"BASIS_TEXT_SEEN"}}""",
            """{"source":{"name":"sources/broken",""",
            "",
            """{"source":{"name":"sources/odd","language":"en","confidence":"CONFIDENCE_VERIFIED","basis":"BASIS_TEXT_SEEN","colour":"blue"}}""",
            Statement("orphan", "sources/nowhere"),
            Statement("good", "sources/good"),
            """{"source":{"name":"sources/wordless","confidence":"CONFIDENCE_VERIFIED","basis":"BASIS_TEXT_SEEN"}}""",
            "{}",
        ], Ct);

        using var import = await CommandLine.RunAsync(system.Local.Gateway.Addresses.Grpc, "import", "statements", file, "--format", "jsonl");

        Assert.Equal(1, await import.ExitCode);
        Assert.Contains("7 rows: 2 created, 0 unchanged, 5 refused", import.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                $"{file}:2: row: is not JSON at its byte 35: Expected start of a property name or value, but instead reached end of data. (FIELD_INVALID)",
                $"{file}:4: source.colour: is not a field of Source (FIELD_INVALID)",
                $"{file}:5: statement.sources[0]: sources/nowhere does not exist (REFERENCE_NOT_FOUND)",
                $"{file}:7: source.language: is required (FIELD_INVALID)",
                $"{file}:8: row: is required (FIELD_INVALID)",
            ],
            import.OutLines);
        var statements = await system.Statements.ListStatementsAsync(new(), cancellationToken: Ct);
        Assert.Equal("statements/good", Assert.Single(statements.Statements).Name);
        var sources = await system.Statements.ListSourcesAsync(new(), cancellationToken: Ct);
        Assert.Equal("sources/good", Assert.Single(sources.Sources).Name);
    }

    private static string Statement(string id, string source)
    {
        var row = new ImportRequest { Statement = World.Club.NewStatement(id, "2020-01-01", Stance.Neutral).Statement };
        row.Statement.Name = $"statements/{id}";
        row.Statement.Sources[0] = source;
        return JsonFormatter.Default.Format(row);
    }
}
