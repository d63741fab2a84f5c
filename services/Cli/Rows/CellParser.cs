using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alliance.Type.V1;
using AllianceServices.Contracts;

namespace AllianceServices.Cli.Rows;

/// <summary>
/// Makes messages of the cells of a row of CSV. They become the JSON that a line of JSON Lines would be, so that both forms are
/// checked alike.
/// </summary>
internal sealed class CellParser(Kind kind, IReadOnlyList<CsvColumn> columns)
{
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RowParser _parser = new(kind.Row);
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>The text of a cell in UTF-8; empty where there is none.</summary>
    public delegate ReadOnlySpan<byte> CellAt(int column);

    /// <summary>The row as a message with its line, or why it is none.</summary>
    public (byte[]? Message, IReadOnlyList<ImportError> Errors) Parse(CellAt cells, long line)
    {
        var faults = Write(cells);
        return faults.Count > 0 ? (null, RowParser.ErrorsOf(faults, line)) : _parser.Parse(_json.WrittenMemory, line);
    }

    private List<JsonFault> Write(CellAt cells)
    {
        var faults = new List<JsonFault>();
        _json.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_json, Plainly);
        json.WriteStartObject();
        json.WriteStartObject(kind.Field!);
        foreach (var (i, column) in columns.Index())
        {
            var cell = cells(i);
            if (!cell.IsEmpty && column.ToJson(cell, json) is { } fault)
            {
                faults.Add(fault);
            }
        }
        json.WriteEndObject();
        json.WriteEndObject();
        return faults;
    }
}
