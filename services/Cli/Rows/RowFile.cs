namespace AllianceServices.Cli.Rows;

/// <summary>A file of rows, read as a stream.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Content">Its content.</param>
/// <param name="Kind">What its rows are.</param>
/// <param name="Format">Its form.</param>
internal sealed record RowFile(string Name, Stream Content, Kind Kind, FileFormat Format)
{
    /// <summary>How long it is; unknown of a pipe.</summary>
    public long? Length => Content.CanSeek ? Content.Length : null;

    /// <summary>The rows from a line on.</summary>
    public IAsyncEnumerable<FileRow> ReadAsync(long fromLine, CancellationToken cancellationToken)
    {
        var splitter = new RowSplitter(Content, Name);
        return Format == FileFormat.Csv
            ? CsvRows.ReadAsync(splitter, Name, Kind, fromLine, cancellationToken)
            : JsonRows.ReadAsync(splitter, new RowParser(Kind.Row), fromLine, cancellationToken);
    }

    /// <summary>The field of an error as the file has it: in CSV, the column.</summary>
    public string FieldOf(string path) =>
        Format == FileFormat.Csv && path.StartsWith(Kind.Field + ".", StringComparison.Ordinal) ? path[(Kind.Field!.Length + 1)..] : path;
}
