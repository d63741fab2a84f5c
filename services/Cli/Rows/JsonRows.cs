using System.Runtime.CompilerServices;

namespace AllianceServices.Cli.Rows;

/// <summary>Reads JSON Lines: a row in proto3 JSON on each line. Blank lines are no rows.</summary>
internal static class JsonRows
{
    private static readonly byte[] Blank = [(byte)' ', (byte)'\t', (byte)'\r'];

    /// <summary>The rows from a line on.</summary>
    public static async IAsyncEnumerable<FileRow> ReadAsync(
        RowSplitter file, RowParser parser, long fromLine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = new LineEnd();
        while (await file.NextAsync(end, cancellationToken) is { } raw)
        {
            if (raw.Line < fromLine || raw.Bytes.Span.Trim(Blank).IsEmpty)
            {
                continue;
            }
            var (message, errors) = raw.IsTooLong
                ? (null, RowParser.ErrorsOf([RowParser.TooLarge], raw.Line))
                : parser.Parse(raw.Bytes, raw.Line);
            yield return new(raw.Line, file.Line, file.Offset, message, errors);
        }
    }
}
