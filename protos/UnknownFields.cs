using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.Contracts;

/// <summary>
/// Fields that came with a message and that the contract does not have, as this program knows it. Protobuf keeps them, so that a
/// register would store them, by no rule and of any length, and a file that has no place for them would lose them.
/// </summary>
public static class UnknownFields
{
    /// <summary>The path of the innermost message that has some, empty for the message itself; null where there are none.</summary>
    public static string? Find(IMessage message)
    {
        if (!HasAny(message))
        {
            return null;
        }
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => field is { FieldType: FieldType.Message, IsMap: false }))
        {
            foreach (var (path, nested) in Nested(message, field))
            {
                if (Find(nested) is { } inner)
                {
                    return inner.Length > 0 ? $"{path}.{inner}" : path;
                }
            }
        }
        return "";
    }

    // There is no other way to ask a message whether it has any.
    private static bool HasAny(IMessage message) =>
        message.Descriptor.Parser.WithDiscardUnknownFields(true).ParseFrom(message.ToByteString()).CalculateSize() != message.CalculateSize();

    private static IEnumerable<(string Path, IMessage Message)> Nested(IMessage message, FieldDescriptor field) =>
        field.Accessor.GetValue(message) switch
        {
            IList list => list.Cast<IMessage>().Select((item, i) => ($"{field.Name}[{i}]", item)),
            IMessage nested => [(field.Name, nested)],
            _ => [],
        };
}
