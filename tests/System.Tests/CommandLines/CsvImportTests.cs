using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;

namespace AllianceServices.SystemTests.CommandLines;

/// <summary>A file of a spreadsheet comes into the record.</summary>
public class CsvImportTests
{
    private static readonly string[] Required = ["language", "confidence", "basis"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_rows_are_there_and_the_others_are_named_by_line_and_column()
    {
        await using var system = await TestSystem.StartAsync();
        using var folder = new TempFolder();
        var sources = folder.Combine("sources.csv");
        await File.WriteAllTextAsync(sources,
            "\uFEFFname;language;confidence;basis;title\r\n"
            + "sources/a;en;VERIFIED;TEXT_SEEN;\"A title; with\n\"\"all\"\" of it\"\r\n"
            + ";;;;\r\n"
            + "sources/b;english;CONFIDENCE_RECALLED;;\r\n"
            + "sources/c;en;VERIFIED;TEXT_SEEN;\"a\u0001b\"\r\n", Ct);
        var statements = folder.Combine("statements.csv");
        await File.WriteAllTextAsync(statements,
            "name,speaker,speaker_level,date,date_precision,date_confidence,kind,topics,stance,summary,sources,confidence\n"
            + "statements/a,A Minister,GOVERNMENT,2024-06-17,DAY,VERIFIED,interview,\"one\ntwo\",SUPPORTS,Backs it.,sources/a,VERIFIED\n"
            + "statements/b,A Minister,GOVERNMENT,2024-06-31,DAY,VERIFIED,interview,\"one\nT W O\",SUPPORTS,Backs it.,\"sources/a\nsources/x\",VERIFIED\n", Ct);
        var gateway = system.Local.Gateway.Addresses.Grpc;

        using var first = await CommandLine.RunAsync(gateway, "import", "sources", sources);
        using var second = await CommandLine.RunAsync(gateway, "import", "statements", statements);

        Assert.Equal(
            [
                $"{sources}:5: language: must be an ISO 639 language code such as uk (FIELD_INVALID)",
                $"{sources}:5: basis: is required (FIELD_INVALID)",
                $"{sources}:6: title: must not contain control characters (FIELD_INVALID)",
            ],
            first.OutLines);
        Assert.Equal(
            [
                $"{statements}:4: date: must be a date such as 2024-06-17, not before 1900-01-01 (FIELD_INVALID)",
                $"{statements}:4: topics[1]: must be a term of lower-case letters, digits, hyphens and underscores, such as press_briefing (FIELD_INVALID)",
            ],
            second.OutLines);
        Assert.Equal((1, 1), (await first.ExitCode, await second.ExitCode));
        var source = await system.Statements.GetSourceAsync(new() { Name = "sources/a" }, cancellationToken: Ct);
        Assert.Equal(("A title; with\n\"all\" of it", Source.Types.Basis.TextSeen), (source.Title, source.Basis));
        var statement = await system.Statements.GetStatementAsync(new() { Name = "statements/a" }, cancellationToken: Ct);
        Assert.Equal((Stance.Supports, AuthorityLevel.Government), (statement.Stance, statement.SpeakerLevel));
        Assert.Equal(["one", "two"], statement.Topics);
        Assert.Equal(["statements/a"], (await system.Statements.ListStatementsAsync(new(), cancellationToken: Ct)).Statements.Select(row => row.Name));
    }

    [Fact]
    public async Task All_of_more_bad_rows_than_a_register_names_are_named()
    {
        await using var system = await TestSystem.StartAsync();
        using var folder = new TempFolder();
        var file = folder.Combine("sources.csv");
        await File.WriteAllLinesAsync(file, Enumerable.Range(1, 1300).Select(i => $"sources/s{i},english").Prepend("name,language"), Ct);

        using var import = await CommandLine.RunAsync(system.Local.Gateway.Addresses.Grpc, "import", "sources", file);

        Assert.Equal(1, await import.ExitCode);
        Assert.Contains("1300 rows: 0 created, 0 unchanged, 1300 refused", import.Error, StringComparison.Ordinal);
        Assert.Equal(
            from line in Enumerable.Range(2, 1300) from field in Required select $"{file}:{line}: {field}",
            import.OutLines.Select(line => line[..line.IndexOf(": ", line.IndexOf(": ", StringComparison.Ordinal) + 2, StringComparison.Ordinal)]));
    }
}
