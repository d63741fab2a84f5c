using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.Cli.Rows;

/// <summary>Makes messages of rows in proto3 JSON, or says what keeps them from being one.</summary>
internal sealed class RowParser(MessageDescriptor row)
{
    /// <summary>What a row as a whole is called in errors, as the registers call it.</summary>
    public const string Whole = "row";

    // As many as a register lists of a row.
    private const int MostErrors = 20;

    private static readonly string Invalid = ProtoEnums.ShortNameOf(ErrorReason.FieldInvalid);

    /// <summary>The row as a message with its line, or why it is none.</summary>
    public (byte[]? Message, IReadOnlyList<ImportError> Errors) Parse(ReadOnlyMemory<byte> json, long line)
    {
        var (message, faults) = Read(json);
        if (message is null)
        {
            return (null, ErrorsOf(faults, line));
        }
        row.FindFieldByName("line").Accessor.SetValue(message, line);
        var bytes = message.ToByteArray();
        return bytes.Length <= RowSplitter.MostBytes ? (bytes, []) : (null, ErrorsOf([TooLarge], line));
    }

    /// <summary>A row that is larger than a message may be.</summary>
    public static JsonFault TooLarge { get; } = new(Whole, $"must not be larger than {RowSplitter.MostBytes} bytes");

    /// <summary>Faults as the errors of a row.</summary>
    public static IReadOnlyList<ImportError> ErrorsOf(IEnumerable<JsonFault> faults, long line) =>
    [
        .. faults.Take(MostErrors).Select(fault => new ImportError
        {
            Line = line, Field = fault.Field, Description = fault.Description, Reason = Invalid,
        }),
    ];

    private (IMessage? Message, IReadOnlyList<JsonFault> Faults) Read(ReadOnlyMemory<byte> json)
    {
        if (!Utf8.IsValid(json.Span))
        {
            return (null, [NotUtf8(Whole)]);
        }
        try
        {
            using var document = JsonDocument.Parse(json);
            var faults = Check(document.RootElement).Take(MostErrors).ToList();
            return faults.Count > 0 ? (null, faults) : (JsonParser.Default.Parse(Encoding.UTF8.GetString(json.Span), row), []);
        }
        catch (JsonException exception)
        {
            return (null, [new(Whole, $"is not JSON at its byte {exception.BytePositionInLine + 1}: {Reason(exception)}")]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new(Whole, "must not hold half of a surrogate pair")]);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException)
        {
            return (null, [new(Whole, $"is no row of an import: {exception.Message}")]);
        }
    }

    /// <summary>Bytes that are no text.</summary>
    public static JsonFault NotUtf8(string field) => new(field, "is not text in UTF-8");

    // The line is the file's to say, so that one in the row would be ignored.
    private IEnumerable<JsonFault> Check(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("line", out _)
            ? [new("line", "is not part of a row: a row's line is that of the file")]
            : JsonShape.Check(json, row, "", Whole);

    // Without the position, which counts lines and bytes from 0.
    private static string Reason(JsonException exception) =>
        exception.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0];
}
