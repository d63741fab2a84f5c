using System.Collections;
using System.Text;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Cli.Rows;
using CsvHelper;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.Cli.Exports;

/// <summary>
/// Writes CSV as spreadsheets read it. Each row is read back before it is written, so that what CSV cannot hold ends the export
/// instead of being lost.
/// </summary>
internal sealed class CsvRowWriter : IRowWriter
{
    // With the byte order mark, without which Excel takes UTF-8 for the code page of the machine.
    private static readonly CsvWriterOptions Options = new() { Separator = ',', NewLine = "\r\n", WriteByteOrderMark = true };

    private readonly Kind _kind;
    private readonly IReadOnlyList<CsvColumn> _columns;
    private readonly CellParser _reader;
    private readonly CsvWriter _csv;

    /// <summary>Writes rows of a kind to a stream.</summary>
    public CsvRowWriter(Stream stream, Kind kind)
    {
        _kind = kind;
        _columns = CsvColumn.Of(kind.Resource);
        _reader = new(kind, _columns);
        _csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        _csv.WriteHeader([.. _columns.Select(column => column.Name)]);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> WriteAsync(IMessage row, CancellationToken cancellationToken)
    {
        // That a statement was retracted, and why, has no place in a row of CSV.
        if (ResourceOf(row) is not { } resource || row is ExportResponse { RetractionReason.Length: > 0 })
        {
            return false;
        }
        var cells = _columns.Select(column => column.ToCell(resource)).ToList();
        CheckThatNothingIsLost(resource, cells);
        foreach (var cell in cells)
        {
            _csv.WriteField(cell);
        }
        await _csv.EndRecordAsync(cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancellationToken) => _csv.FlushAsync(cancellationToken).AsTask();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _csv.DisposeAsync();

    private void CheckThatNothingIsLost(IResource resource, List<string> cells)
    {
        var (message, errors) = _reader.Parse(i => Encoding.UTF8.GetBytes(cells[i]), line: 0);
        var field = message is null ? errors[0].Field : LostField(resource, ResourceOf(_kind.Row.Parser.ParseFrom(message))!);
        if (field is not null)
        {
            var instead = _kind == Kind.Sources ? "Export statements as JSON Lines instead, which hold their sources." : "Export as JSON Lines instead.";
            throw new StopException($"{resource.Name}: CSV cannot hold its field {field} without loss. {instead}", ExitCodes.Refused);
        }
    }

    private IResource? ResourceOf(IMessage row) => row.Descriptor.FindFieldByName(_kind.Field).Accessor.GetValue(row) as IResource;

    private static string? LostField(IResource resource, IResource copy) =>
        resource.Descriptor.Fields.InDeclarationOrder().FirstOrDefault(field => Encode(resource, field) != Encode(copy, field))?.Name;

    // Messages count as equal where one lacks a string that is there and empty in the other; their bytes do not.
    private static ByteString Encode(IMessage message, FieldDescriptor field)
    {
        var alone = message.Descriptor.Parser.ParseFrom(ByteString.Empty);
        var value = field.Accessor.GetValue(message);
        if (value is IList list)
        {
            foreach (var item in list)
            {
                ((IList)field.Accessor.GetValue(alone)).Add(item);
            }
        }
        else if (!field.HasPresence || field.Accessor.HasValue(message))
        {
            field.Accessor.SetValue(alone, value);
        }
        return alone.ToByteString();
    }
}
