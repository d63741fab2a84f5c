namespace AllianceServices.Cli.Rows;

/// <summary>Finds where a row ends. It remembers what it saw of a row that goes on.</summary>
internal interface IRowEnd
{
    /// <summary>How many of the bytes belong to the row, its line feed included; 0 if it does not end in them.</summary>
    int Find(ReadOnlySpan<byte> bytes);
}

/// <summary>A row ends with its line.</summary>
internal sealed class LineEnd : IRowEnd
{
    /// <inheritdoc/>
    public int Find(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\n') + 1;
}

/// <summary>A row of CSV ends with the first line feed that is not inside a quoted cell (RFC 4180).</summary>
internal sealed class CsvRowEnd(byte delimiter) : IRowEnd
{
    private const byte Quote = (byte)'"';

    private Place _place;

    private enum Place
    {
        // The next byte is the first of a cell, where alone a quote opens a quoted cell.
        CellStart,
        PlainCell,
        QuotedCell,
        // After a quote in a quoted cell: it closes the cell, or a second one stands for a quote.
        AfterQuote,
    }

    /// <inheritdoc/>
    public int Find(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\n' && _place != Place.QuotedCell)
            {
                _place = Place.CellStart;
                return i + 1;
            }
            _place = Next(bytes[i]);
        }
        return 0;
    }

    private Place Next(byte next) => _place switch
    {
        Place.QuotedCell => next == Quote ? Place.AfterQuote : Place.QuotedCell,
        Place.AfterQuote when next == Quote => Place.QuotedCell,
        Place.CellStart when next == Quote => Place.QuotedCell,
        _ => next == delimiter ? Place.CellStart : Place.PlainCell,
    };
}
