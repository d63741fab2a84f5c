using System.Text;
using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using StatementRow = Alliance.Statements.V1.ImportRequest;

namespace AllianceServices.Cli.Tests;

/// <summary>CSV as spreadsheets write it.</summary>
public class CsvReadTests
{
    [Fact]
    public async Task A_cell_of_each_kind()
    {
        var rows = await Files.ReadStatementsAsync(
            "name,speaker,speaker_level,date,topics,stance,quote,sources,positions,claims\r\n"
            + "statements/a,\"Doe, John \"\"Jo\"\"\",AUTHORITY_LEVEL_GOVERNMENT,2024-06-17,\"one\ntwo\",SUPPORTS,\"Ja,\r\n nein.\",sources/s,"
            + "\"[{\"\"organization\"\": \"\"organizations/nato\"\", \"\"parties\"\": [\"\"US\"\"]}]\",\"[{\"\"low\"\":14,\"\"includesOrganizations\"\":true}]\"\r\n");

        var row = Assert.Single(rows);
        Assert.Equal(
            new StatementRow
            {
                Line = 2,
                Statement = new Statement
                {
                    Name = "statements/a",
                    Speaker = "Doe, John \"Jo\"",
                    SpeakerLevel = AuthorityLevel.Government,
                    Date = "2024-06-17",
                    Topics = { "one", "two" },
                    Stance = Stance.Supports,
                    Quote = "Ja,\n nein.",
                    Sources = { "sources/s" },
                    Positions = { new PositionEntry { Organization = "organizations/nato", Parties = { "US" } } },
                    Claims = { new Claim { Low = 14, IncludesOrganizations = true } },
                },
            },
            row.Statement());
    }

    [Fact]
    public async Task Numbers_and_lists_of_messages_of_an_agreement()
    {
        var csv = "name;duration_years;declaration_sequence;parties;type\n"
            + "agreements/a;10;;\"[{\"\"country\"\":\"\"UA\"\"},{\"\"organization\"\":\"\"organizations/eu\"\"}]\";AGREEMENT_TYPE_PARTNERSHIP\n";

        var row = Assert.Single(await Files.ReadAsync(Encoding.UTF8.GetBytes(csv), Kind.Agreements, FileFormat.Csv));

        Assert.Equal(
            new Agreement
            {
                Name = "agreements/a",
                DurationYears = 10,
                Parties = { new Party { Country = "UA" }, new Party { Organization = "organizations/eu" } },
                Type = AgreementType.Partnership,
            },
            row.Agreement().Agreement);
    }

    [Theory]
    [InlineData("name,speaker\nstatements/a,Ü\n")]
    [InlineData("name;speaker\r\nstatements/a;Ü\r\n")]
    [InlineData("speaker\tname\nÜ\tstatements/a")]
    [InlineData("\uFEFFname,speaker\r\nstatements/a,Ü\r\n\r\n")]
    [InlineData("\"name\";\"speaker\"\n\"statements/a\";\"Ü\"\n;\n\n;;;\n")]
    [InlineData("speaker,name,quote\nÜ,statements/a,\n")]
    public async Task Delimiters_marks_line_ends_quotes_and_blank_rows_make_no_difference(string csv)
    {
        var row = Assert.Single(await Files.ReadStatementsAsync(csv));

        Assert.Equal(new Statement { Name = "statements/a", Speaker = "Ü" }, row.Statement().Statement);
    }

    [Theory]
    [InlineData("  two spaces each side  ")]
    [InlineData("a;b,c\td")]
    [InlineData("a\rb")]
    [InlineData("a\nb\nc")]
    [InlineData("\n")]
    [InlineData("\"\"")]
    [InlineData("🛡 Łódź 日本")]
    public async Task A_quoted_cell_is_taken_as_it_is(string text)
    {
        var row = Assert.Single(await Files.ReadStatementsAsync($"name,quote\nstatements/a,\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));

        Assert.Equal(text, row.Statement().Statement.Quote);
    }

    [Theory]
    [InlineData("\"a\nb\"", new[] { "a", "b" })]
    [InlineData("\"a\r\nb\"", new[] { "a", "b" })]
    [InlineData("a", new[] { "a" })]
    [InlineData("", new string[0])]
    // The register refuses the empty one; nothing is ignored.
    [InlineData("\"a\n\"", new[] { "a", "" })]
    public async Task A_list_has_an_entry_per_line(string cell, string[] entries)
    {
        var row = Assert.Single(await Files.ReadStatementsAsync($"name,topics\nstatements/a,{cell}\n"));

        Assert.Equal(entries, row.Statement().Statement.Topics);
    }

    [Fact]
    public async Task A_row_has_the_line_on_which_it_begins()
    {
        var csv = "name,quote\nstatements/a,\"1\n2\n3\"\n\nstatements/b,\n,\nstatements/c,\"\r\r\"";

        var rows = await Files.ReadStatementsAsync(csv);

        Assert.Equal(
            [("statements/a", 2, 5), ("statements/b", 6, 7), ("statements/c", 8, 9)],
            rows.Select(row => (row.Statement().Statement.Name, row.Line, row.NextLine)));
        Assert.Equal([2, 6, 8], rows.Select(row => row.Statement().Line));
        Assert.Equal(csv.Length, rows[^1].End);
    }

    [Theory]
    [InlineData(1, new[] { "a", "b", "c" })]
    [InlineData(3, new[] { "b", "c" })]
    [InlineData(5, new[] { "b", "c" })]
    [InlineData(6, new[] { "c" })]
    [InlineData(99, new string[0])]
    public async Task Rows_before_a_line_are_left_out_and_the_header_is_not(long fromLine, string[] names)
    {
        var rows = await Files.ReadStatementsAsync("name,quote\na,\"1\n2\n3\"\nb,\nc,\n", fromLine);

        Assert.Equal(names, rows.Select(row => row.Statement().Statement.Name));
    }

    [Fact]
    public async Task Bytes_that_come_one_by_one_make_the_same_rows()
    {
        var csv = Encoding.UTF8.GetBytes("\uFEFFname,quote\r\nstatements/a,\"x \"\"ü\"\"\r\ny\"\r\nstatements/b,z\r\n");

        var rows = await Files.ReadAsync(new Trickle(csv), Kind.Statements, FileFormat.Csv);

        Assert.Equal(
            [("statements/a", "x \"ü\"\ny", 2), ("statements/b", "z", 4)],
            rows.Select(row => row.Statement()).Select(row => (row.Statement.Name, row.Statement.Quote, row.Line)));
    }

    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
