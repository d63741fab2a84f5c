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

        var report = await JsonLines.SendAsync(
            file, ImportRequest.Parser, (row, line) => row.Line = line, system.Statements.Import(cancellationToken: Ct));

        Assert.Equal((2, 0, 5), (report.Created, report.Unchanged, report.Refused));
        Assert.Equal(
            [
                (2, "row", "FIELD_INVALID"),
                (4, "row", "FIELD_INVALID"),
                (5, "statement.sources[0]", "REFERENCE_NOT_FOUND"),
                (7, "source.language", "FIELD_INVALID"),
                (8, "row", "FIELD_INVALID"),
            ],
            report.Errors.Select(error => (error.Line, error.Field, error.Reason)).OrderBy(error => error.Line));
        Assert.Contains("colour", report.Errors.Single(error => error.Line == 4).Description, StringComparison.Ordinal);
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
