using System.Text;
using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Cli.Exports;
using Google.Protobuf;
using AgreementRow = Alliance.Agreements.V1.ExportResponse;
using StatementRow = Alliance.Statements.V1.ExportResponse;

namespace AllianceServices.Cli.Tests;

/// <summary>CSV as Excel reads it.</summary>
public class CsvWriteTests
{
    private const string SourceHeader = "\uFEFFname,publisher,title,url,published_on,language,note,confidence,basis\r\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Writes rows as the export does.</summary>
    internal static async Task<byte[]> WriteAsync(Kind kind, params IEnumerable<IMessage> rows)
    {
        var stream = new MemoryStream();
        await using (var writer = new CsvRowWriter(stream, kind))
        {
            foreach (var row in rows)
            {
                Assert.True(await writer.WriteAsync(row, Ct));
            }
            await writer.FlushAsync(Ct);
        }
        return stream.ToArray();
    }

    [Fact]
    public async Task A_row_has_a_cell_for_each_field_and_what_is_absent_is_empty()
    {
        var csv = await WriteAsync(Kind.Sources, Row(new Source
        {
            Name = "sources/a",
            Title = "A \"title\", with all; of \tit",
            Language = "uk",
            Note = "one\ntwo",
            Confidence = Confidence.Verified,
            Basis = Source.Types.Basis.TextSeen,
        }));

        Assert.Equal(
            SourceHeader + "sources/a,,\"A \"\"title\"\", with all; of \tit\",,,uk,\"one\ntwo\",CONFIDENCE_VERIFIED,BASIS_TEXT_SEEN\r\n",
            Encoding.UTF8.GetString(csv));
    }

    [Fact]
    public async Task Lists_numbers_and_messages()
    {
        var agreement = new Agreement
        {
            Name = "agreements/a",
            Title = " spaces ",
            Parties = { new Party { Country = "UA" }, new Party { Organization = "organizations/eu" } },
            Place = "a\rb",
            Signatories = { "Ü", "B" },
            DurationYears = 10,
        };

        var csv = Encoding.UTF8.GetString(await WriteAsync(Kind.Agreements, new AgreementRow { Agreement = agreement }));

        Assert.Equal(
            "\uFEFFname,title,parties,type,events,place,signatories,duration_years,commitments,topics,membership_paths,"
            + "declaration_sequence,criteria,sources,confidence,note,positions\r\n"
            + "agreements/a, spaces ,\"[{ \"\"country\"\": \"\"UA\"\" }, { \"\"organization\"\": \"\"organizations/eu\"\" }]\",,,"
            + "\"a\rb\",\"Ü\nB\",10,,,,,,,,,\r\n",
            csv);
    }

    [Fact]
    public async Task Rows_of_another_kind_are_left_out()
    {
        await using var writer = new CsvRowWriter(new MemoryStream(), Kind.Statements);

        Assert.False(await writer.WriteAsync(Row(new Source { Name = "sources/a" }), Ct));
        Assert.True(await writer.WriteAsync(
            Row(new Statement { Name = "statements/a" }), Ct));
    }

    [Theory]
    [InlineData("title", "")]
    [InlineData("note", "")]
    public async Task A_string_that_is_there_and_empty_cannot_be_written(string field, string text)
    {
        var source = new Source { Name = "sources/a" };
        Source.Descriptor.FindFieldByName(field).Accessor.SetValue(source, text);

        await AssertLossAsync(Kind.Sources, Row(source), $"sources/a: CSV cannot hold its field {field} without loss. Export statements as JSON Lines instead, which hold their sources.");
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("")]
    [InlineData("a\r", "b")]
    public async Task A_list_whose_lines_would_not_be_its_entries_cannot_be_written(params string[] topics) => await AssertLossAsync(
        Kind.Statements, Row(new Statement { Name = "statements/a", Countries = { "UA" }, Topics = { topics } }),
        "statements/a: CSV cannot hold its field topics without loss. Export as JSON Lines instead.");

    private static async Task AssertLossAsync(Kind kind, IMessage row, string message)
    {
        var loss = await Assert.ThrowsAsync<StopException>(() => WriteAsync(kind, row));

        Assert.Equal((message, 1), (loss.Message, loss.ExitCode));
    }

    private static StatementRow Row(Source source) => new() { Source = source };

    private static StatementRow Row(Statement statement) => new() { Statement = statement };
}
