using System.Runtime.CompilerServices;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using CsvHelper;

namespace AllianceServices.Cli.Rows;

/// <summary>
/// Reads CSV: a header line, then a resource per row. Rows without any text, as spreadsheets leave them behind, are no rows.
/// </summary>
internal sealed class CsvRows
{
    private readonly int _columns;
    private readonly CellParser _parser;
    private readonly CsvReaderOptions _options;
    private CsvMalformedReason? _malformed;

    private CsvRows(CsvHeader header, Kind kind)
    {
        _columns = header.Columns.Count;
        _parser = new(kind, header.Columns);
        _options = CsvHeader.Options(header.Delimiter) with { OnMalformedRecord = record => _malformed = record.Reason };
    }

    /// <summary>The rows of a file from a line on.</summary>
    public static async IAsyncEnumerable<FileRow> ReadAsync(
        RowSplitter file, string name, Kind kind, long fromLine, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var line = await file.NextAsync(new LineEnd(), cancellationToken)
            ?? throw new StopException($"{name} is empty; a CSV file begins with a header line.");
        var header = CsvHeader.Read(line, name, kind.Resource);
        var rows = new CsvRows(header, kind);
        var end = new CsvRowEnd(header.Delimiter);
        while (await file.NextAsync(end, cancellationToken) is { } raw)
        {
            if (raw.Line >= fromLine && rows.Read(raw, file.Line) is var (message, errors))
            {
                yield return new(raw.Line, file.Line, file.Offset, message, errors);
            }
        }
    }

    // Nothing for a row without any text.
    private (byte[]? Message, IReadOnlyList<ImportError> Errors)? Read(RawRow raw, long nextLine)
    {
        // A quote too many or too few makes one row of several.
        var extent = nextLine - raw.Line > 1 ? $"; lines {raw.Line} to {nextLine - 1} were read as one row" : "";
        if (raw.IsTooLong)
        {
            return Refused(raw, RowParser.TooLarge.Description + extent);
        }
        _malformed = null;
        using var cells = CsvReader.Create(raw.Bytes, _options);
        if (!cells.Read() || IsBlank(cells))
        {
            return null;
        }
        if (Fault(cells) is { } fault)
        {
            return Refused(raw, fault + extent);
        }
        var row = _parser.Parse(cells.GetSpan, raw.Line);
        // Where rows end with line feeds, a carriage return is text and must be in quotes.
        return cells.Read() ? Refused(raw, "has a carriage return that is not in quotes") : row;
    }

    private string? Fault(CsvReader cells) => _malformed switch
    {
        CsvMalformedReason.UnterminatedQuote => "has a quote that is not closed before the end of the file",
        not null => "has a quote inside a cell that is not doubled, or not in quotes as a whole",
        _ when cells.FieldCount != _columns => $"has {cells.FieldCount} cells, but the header line has {_columns}",
        _ => null,
    };

    private static (byte[]?, IReadOnlyList<ImportError>) Refused(RawRow raw, string fault) =>
        (null, RowParser.ErrorsOf([new JsonFault(RowParser.Whole, fault)], raw.Line));

    private static bool IsBlank(CsvReader cells)
    {
        for (var i = 0; i < cells.FieldCount; i++)
        {
            if (!cells.IsEmpty(i))
            {
                return false;
            }
        }
        return true;
    }
}
