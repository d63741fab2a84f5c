using System.Text;

namespace AllianceServices.Cli.Tests;

/// <summary>What is wrong with CSV is said for its row, and the other rows go through.</summary>
public class BadCsvTests
{
    [Theory]
    [InlineData("statements/x,a,b", "row", "has 3 cells, but the header line has 2")]
    [InlineData("statements/x", "row", "has 1 cells, but the header line has 2")]
    [InlineData("statements/x,5\" gun", "row", "has a quote inside a cell that is not doubled, or not in quotes as a whole")]
    [InlineData("statements/x,\"a\"b", "row", "has a quote inside a cell that is not doubled, or not in quotes as a whole")]
    [InlineData("statements/x,a\rb", "row", "has a carriage return that is not in quotes")]
    public async Task Cells_that_do_not_fit(string row, string field, string description)
    {
        var rows = await Files.ReadStatementsAsync($"name,quote\nstatements/before,1\n{row}\nstatements/behind,2\n");

        Assert.Equal((3, field, description), rows[1].Fault());
        Assert.Equal(
            [("statements/before", "1"), ("statements/behind", "2")],
            new[] { rows[0], rows[2] }.Select(other => other.Statement().Statement).Select(other => (other.Name, other.Quote)));
    }

    [Theory]
    [InlineData("name,quote\rstatements/a,1\nstatements/b,2\n")]
    [InlineData("name,quote\rstatements/a,1\rstatements/b,2\r")]
    public async Task Rows_that_end_in_carriage_returns_alone_refuse_the_file(string csv)
    {
        var refused = await Assert.ThrowsAsync<StopException>(() => Files.ReadStatementsAsync(csv));

        Assert.EndsWith("the header line has a carriage return that is not in quotes; lines end in LF or CR LF.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("speaker_level", "PRESIDENT", "statement.speaker_level", "must be one of AUTHORITY_LEVEL_GOVERNMENT, AUTHORITY_LEVEL_HEAD_OF_STATE, "
        + "AUTHORITY_LEVEL_PARLIAMENT, AUTHORITY_LEVEL_OPPOSITION, AUTHORITY_LEVEL_ORGANIZATION, AUTHORITY_LEVEL_UNNAMED_OFFICIALS, AUTHORITY_LEVEL_OTHER")]
    [InlineData("confidence", "1", "statement.confidence", "must be one of CONFIDENCE_VERIFIED, CONFIDENCE_RECALLED")]
    [InlineData("positions", "NATO", "positions", "must be a JSON array, as an export writes it")]
    [InlineData("positions", "[] []", "positions", "must be a JSON array, as an export writes it")]
    [InlineData("positions", "{}", "statement.positions", "must be a list")]
    [InlineData("claims", "\"[{\"\"low\"\":\"\"many\"\"}]\"", "statement.claims[0].low", "must be a whole number")]
    [InlineData("claims", "\"[{\"\"least\"\":3}]\"", "statement.claims[0].least", "is not a field of Claim")]
    [InlineData("claims", "\"[{\"\"includes_organizations\"\":\"\"yes\"\"}]\"", "statement.claims[0].includes_organizations", "must be true or false")]
    public async Task A_cell_that_its_field_cannot_hold(string column, string cell, string field, string description)
    {
        var rows = await Files.ReadStatementsAsync($"name,{column}\nstatements/x,{cell}\nstatements/behind,\n");

        Assert.Equal((2, field, description), rows[0].Fault());
        Assert.Equal("statements/behind", rows[1].Statement().Statement.Name);
    }

    [Fact]
    public async Task All_bad_cells_of_a_row_are_named()
    {
        var csv = "name,duration_years,parties,commitments\nagreements/a,ten,x,y\n";

        var row = Assert.Single(await Files.ReadAsync(Encoding.UTF8.GetBytes(csv), Kind.Agreements, FileFormat.Csv));

        Assert.Equal(["parties", "commitments"], row.Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("ten")]
    [InlineData(" 10")]
    [InlineData("+5")]
    [InlineData("007")]
    [InlineData("-0.0")]
    [InlineData("99999999999")]
    public async Task A_number_that_is_none(string number)
    {
        var csv = $"name,duration_years\nagreements/a,{number}\nagreements/b,10\n";

        var rows = await Files.ReadAsync(Encoding.UTF8.GetBytes(csv), Kind.Agreements, FileFormat.Csv);

        Assert.Equal((2, "agreement.duration_years", "must be a whole number"), rows[0].Fault());
        Assert.Equal(10, rows[1].Agreement().Agreement.DurationYears);
    }

    [Fact]
    public async Task Broken_UTF_8_is_named_and_never_replaced()
    {
        byte[] csv = [.. "name,speaker,quote\nstatements/x,"u8, 0xC3, 0x28, .. ",fine\nstatements/y,fine,"u8, 0xFF, .. "\nstatements/z,ok,ok\n"u8];

        var rows = await Files.ReadAsync(csv, Kind.Statements, FileFormat.Csv);

        Assert.Equal((2, "speaker", "is not text in UTF-8"), rows[0].Fault());
        Assert.Equal((3, "quote", "is not text in UTF-8"), rows[1].Fault());
        Assert.Equal("ok", rows[2].Statement().Statement.Quote);
    }

    [Fact]
    public async Task A_quote_that_is_not_closed_takes_the_rest_of_the_file_and_says_so()
    {
        var rows = await Files.ReadStatementsAsync("name,quote\nstatements/a,1\nstatements/b,\"2\nstatements/c,3\nstatements/d,4");

        Assert.Equal("1", rows[0].Statement().Statement.Quote);
        Assert.Equal((3, "row", "has a quote that is not closed before the end of the file; lines 3 to 5 were read as one row"), rows[1].Fault());
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task A_quote_that_is_not_closed_before_the_next_one_names_the_lines_that_it_took()
    {
        var rows = await Files.ReadStatementsAsync("name,quote\nstatements/b,\"2\nstatements/c,\"3\"\nstatements/d,4\n");

        Assert.Equal(
            (2, "row", "has a quote inside a cell that is not doubled, or not in quotes as a whole; lines 2 to 3 were read as one row"),
            rows[0].Fault());
        Assert.Equal("statements/d", rows[1].Statement().Statement.Name);
    }

    [Theory]
    [InlineData("name,Speaker\n", "rows: column 2 of the header line, \"Speaker\", is not a field of Statement. The fields are name, speaker, speaker_role,")]
    [InlineData("name,speaker,\n", "rows: column 3 of the header line, which has no name, is not a field of Statement.")]
    [InlineData("name;speaker;date;speaker\n", "rows: the header line has the column speaker twice.")]
    [InlineData("name,etag\n", "rows: column 2 of the header line, \"etag\", is not a field of Statement.")]
    [InlineData("name,state\n", "rows: column 2 of the header line, \"state\", is not a field of Statement.")]
    [InlineData("speaker,date\n", "rows: the header line has no column name")]
    [InlineData("\nname\n", "rows: the header line has no column name")]
    [InlineData("", "rows is empty; a CSV file begins with a header line.")]
    public async Task A_header_line_that_cannot_be_read_refuses_the_file(string csv, string message)
    {
        var refusal = await Assert.ThrowsAsync<StopException>(() => Files.ReadStatementsAsync(csv));

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, refusal.ExitCode);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", false)]
    public async Task Text_in_UTF_16_refuses_the_file(string encoding, bool withMark)
    {
        var utf16 = Encoding.GetEncoding(encoding);
        byte[] csv = [.. withMark ? utf16.GetPreamble() : [], .. utf16.GetBytes("name,quote\nstatements/a,b\n")];

        var refusal = await Assert.ThrowsAsync<StopException>(() => Files.ReadAsync(csv, Kind.Statements, FileFormat.Csv));

        Assert.Equal("rows is text in UTF-16. Save it as UTF-8; in Excel, as \"CSV UTF-8\".", refusal.Message);
    }

    [Fact]
    public async Task A_row_that_is_too_long_is_named_and_not_held()
    {
        const int Limit = 4 * 1024 * 1024;
        var csv = $"name,quote\nstatements/long,\"{new string('x', Limit)}\n\"\nstatements/b,2\n";

        var rows = await Files.ReadStatementsAsync(csv);

        Assert.Equal(
            (2, "row", "must not be larger than 4194304 bytes; lines 2 to 3 were read as one row"), rows[0].Fault());
        Assert.Equal(("statements/b", 4), (rows[1].Statement().Statement.Name, rows[1].Line));
    }
}
