using CsvHelper;
using Google.Protobuf.Reflection;

namespace AllianceServices.Cli.Rows;

/// <summary>The header line of a CSV file: which column each cell belongs to, and what separates them.</summary>
/// <param name="Delimiter">What separates cells: a comma, a semicolon or a tab.</param>
/// <param name="Columns">The columns, in the order of the file.</param>
internal sealed record CsvHeader(byte Delimiter, IReadOnlyList<CsvColumn> Columns)
{
    private const string Key = "name";

    /// <summary>How the rows of a file are read.</summary>
    public static CsvReaderOptions Options(byte delimiter) => new()
    {
        Separator = (char)delimiter,
        HasHeader = false,
        SkipEmptyLines = false,
        DetectSeparatorHint = false,
    };

    /// <summary>Reads the header line. A file with columns that cannot be read is refused as a whole.</summary>
    public static CsvHeader Read(RawRow line, string file, MessageDescriptor resource)
    {
        // No name of a field holds any of them, so that the first tells. Spreadsheets write semicolons where the comma is
        // the decimal sign.
        var first = line.Bytes.Span.IndexOfAny(",;\t"u8);
        var delimiter = first < 0 ? (byte)',' : line.Bytes.Span[first];
        using var reader = CsvReader.Create(line.Bytes, Options(delimiter));
        reader.Read();
        var names = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim()).ToList();
        return reader.Read()
            ? throw new StopException($"{file}: the header line has a carriage return that is not in quotes; lines end in LF or CR LF.")
            : new(delimiter, Match(names, file, resource));
    }

    private static List<CsvColumn> Match(List<string> names, string file, MessageDescriptor resource)
    {
        var known = CsvColumn.Of(resource).ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (var (i, name) in names.Index())
        {
            if (!known.ContainsKey(name))
            {
                throw new StopException(
                    $"{file}: column {i + 1} of the header line, {Quoted(name)}, is not a field of {resource.Name}. "
                    + $"The fields are {string.Join(", ", known.Keys)}.");
            }
            if (names.IndexOf(name) < i)
            {
                throw new StopException($"{file}: the header line has the column {name} twice.");
            }
        }
        if (!names.Contains(Key))
        {
            throw new StopException($"{file}: the header line has no column {Key}, which says what a row is about.");
        }
        return [.. names.Select(name => known[name])];
    }

    private static string Quoted(string name) => name.Length == 0 ? "which has no name" : $"\"{name}\"";
}
