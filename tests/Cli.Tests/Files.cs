using System.Text;
using AllianceServices.Cli.Rows;
using Google.Protobuf;
using AgreementRow = Alliance.Agreements.V1.ImportRequest;
using StatementRow = Alliance.Statements.V1.ImportRequest;

namespace AllianceServices.Cli.Tests;

/// <summary>Files of rows, given as text or bytes, and what is read of them.</summary>
internal static class Files
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What is read of a CSV file of statements.</summary>
    public static Task<List<FileRow>> ReadStatementsAsync(string csv, long fromLine = 1) =>
        ReadAsync(Encoding.UTF8.GetBytes(csv), Kind.Statements, FileFormat.Csv, fromLine);

    /// <summary>What is read of JSON Lines of statements and sources.</summary>
    public static Task<List<FileRow>> ReadJsonAsync(string json, long fromLine = 1) =>
        ReadAsync(Encoding.UTF8.GetBytes(json), Kind.Statements, FileFormat.Jsonl, fromLine);

    /// <summary>What is read of a file.</summary>
    public static Task<List<FileRow>> ReadAsync(byte[] content, Kind kind, FileFormat format, long fromLine = 1) =>
        ReadAsync(new MemoryStream(content), kind, format, fromLine);

    /// <summary>What is read of a stream.</summary>
    public static async Task<List<FileRow>> ReadAsync(Stream content, Kind kind, FileFormat format, long fromLine = 1) =>
        await new RowFile("rows", content, kind, format).ReadAsync(fromLine, Ct).ToListAsync(Ct);

    /// <summary>The row that was read, which must be good.</summary>
    public static StatementRow Statement(this FileRow row) => row.As(StatementRow.Parser);

    /// <summary>The row that was read, which must be good.</summary>
    public static AgreementRow Agreement(this FileRow row) => row.As(AgreementRow.Parser);

    /// <summary>The one thing that is wrong with a row: its line, field and description.</summary>
    public static (long Line, string Field, string Description) Fault(this FileRow row)
    {
        Assert.Null(row.Message);
        var error = Assert.Single(row.Errors);
        Assert.Equal((row.Line, "FIELD_INVALID"), (error.Line, error.Reason));
        return (error.Line, error.Field, error.Description);
    }

    private static T As<T>(this FileRow row, MessageParser<T> parser) where T : IMessage<T>
    {
        Assert.Empty(row.Errors);
        return parser.ParseFrom(row.Message);
    }
}
