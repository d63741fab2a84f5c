using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AllianceServices.Contracts;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.Cli.Rows;

/// <summary>
/// A column of CSV: a field of a resource. A cell holds what proto3 JSON holds without its quotes; an empty cell means that the
/// field is absent. A list of strings has one per line, and what is a message is written as JSON.
/// </summary>
internal sealed class CsvColumn(FieldDescriptor field)
{
    private const byte NewLine = (byte)'\n';

    // What the field of an empty resource holds. Where a field has no presence, this is the same as absence.
    private readonly object? _nothing = field.Accessor.GetValue(field.ContainingType.Parser.ParseFrom(ByteString.Empty));

    /// <summary>The field.</summary>
    public FieldDescriptor Field { get; } = field;

    /// <summary>The name in the header line.</summary>
    public string Name => Field.Name;

    /// <summary>The columns of a resource: all fields but those that only the register sets.</summary>
    public static IReadOnlyList<CsvColumn> Of(MessageDescriptor resource) =>
    [
        .. resource.Fields.InDeclarationOrder().Where(field => !FieldRules.Of(field).OutputOnly).Select(field => new CsvColumn(field)),
    ];

    /// <summary>Writes a cell that is not empty as a property of JSON; or says why it cannot.</summary>
    public JsonFault? ToJson(ReadOnlySpan<byte> cell, Utf8JsonWriter json)
    {
        if (!Utf8.IsValid(cell))
        {
            return RowParser.NotUtf8(Name);
        }
        if (Field.FieldType == FieldType.Message)
        {
            return WriteRaw(cell, json);
        }
        json.WritePropertyName(Name);
        if (Field.IsRepeated)
        {
            WriteLines(cell, json);
        }
        else
        {
            WriteScalar(cell, json);
        }
        return null;
    }

    /// <summary>The cell of a resource.</summary>
    public string ToCell(IMessage resource)
    {
        if (Field.HasPresence && !Field.Accessor.HasValue(resource))
        {
            return "";
        }
        return Field.Accessor.GetValue(resource) switch
        {
            IList { Count: 0 } => "",
            IList list when Field.FieldType == FieldType.Message =>
                $"[{string.Join(", ", list.Cast<IMessage>().Select(item => JsonFormatter.Default.Format(item)))}]",
            IList list => string.Join('\n', list.Cast<object>().Select(ScalarText)),
            IMessage message => JsonFormatter.Default.Format(message),
            var scalar => !Field.HasPresence && scalar.Equals(_nothing) ? "" : ScalarText(scalar),
        };
    }

    private string ScalarText(object value) => value switch
    {
        Enum choice => Field.EnumType.FindValueByNumber(Convert.ToInt32(choice, CultureInfo.InvariantCulture))?.Name ?? choice.ToString("D"),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private JsonFault? WriteRaw(ReadOnlySpan<byte> cell, Utf8JsonWriter json)
    {
        try
        {
            JsonDocument.Parse(cell.ToArray()).Dispose();
        }
        catch (JsonException)
        {
            return new(Name, $"must be a JSON {(Field.IsRepeated ? "array" : "object")}, as an export writes it");
        }
        json.WritePropertyName(Name);
        json.WriteRawValue(cell, skipInputValidation: true);
        return null;
    }

    private void WriteLines(ReadOnlySpan<byte> cell, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        var lines = WithLineFeeds(cell);
        foreach (var range in lines.Split(NewLine))
        {
            WriteScalar(lines[range], json);
        }
        json.WriteEndArray();
    }

    // Anything else than the field can hold goes on as a string, so that the error says what it takes.
    private void WriteScalar(ReadOnlySpan<byte> text, Utf8JsonWriter json)
    {
        switch (Field.FieldType)
        {
            case FieldType.Bool when bool.TryParse(Encoding.UTF8.GetString(text), out var truth):
                json.WriteBooleanValue(truth);
                break;
            case FieldType.Double when JsonShape.IsReadable(Field, Encoding.UTF8.GetString(text)):
                json.WriteNumberValue(double.Parse(text, CultureInfo.InvariantCulture));
                break;
            case FieldType.Enum:
                json.WriteStringValue(FullName(Encoding.UTF8.GetString(text)));
                break;
            default:
                json.WriteStringValue(WithLineFeeds(text));
                break;
        }
    }

    // Some programs end the lines inside a cell as they end rows; what the registers hold has line feeds.
    private static ReadOnlySpan<byte> WithLineFeeds(ReadOnlySpan<byte> text) => text.IndexOf("\r\n"u8) < 0
        ? text
        : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace("\r\n", "\n", StringComparison.Ordinal));

    // `SUPPORTS` stands for `STANCE_SUPPORTS`.
    private string FullName(string name)
    {
        var full = ProtoEnums.PrefixOf(Field.EnumType) + name;
        return Field.EnumType.FindValueByName(full) is null ? name : full;
    }
}
