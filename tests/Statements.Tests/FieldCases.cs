using Alliance.Type.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Format = Alliance.Type.V1.FieldConstraint.Types.Format;

namespace AllianceServices.Statements.Tests;

/// <summary>A request that breaks one rule of the contract at one path.</summary>
internal sealed record FieldCase(string Path, string Rule, IMessage Request);

/// <summary>
/// Reads the contract's rules from the descriptors and breaks each of them once in an otherwise good request, which must
/// have every field set.
/// </summary>
internal static class FieldCases
{
    public static IEnumerable<FieldCase> Of(IMessage good) => Of(good, good.Descriptor, request => request, "");

    private static IEnumerable<FieldCase> Of(
        IMessage good, MessageDescriptor type, Func<IMessage, IMessage> locate, string prefix)
    {
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var behavior = field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior) ?? [];
            if (behavior.Contains(FieldBehavior.OutputOnly) || behavior.Contains(FieldBehavior.Identifier))
            {
                continue;
            }
            var path = prefix + field.Name;
            foreach (var (rule, at, spoil) in Breaches(field, behavior.Contains(FieldBehavior.Required)))
            {
                var bad = good.Descriptor.Parser.ParseFrom(good.ToByteString());
                spoil(field.Accessor, locate(bad));
                yield return new(path + at, rule, bad);
            }
            if (field.FieldType == FieldType.Message && field.MessageType.File.Package.StartsWith("alliance.", StringComparison.Ordinal))
            {
                var below = Of(good, field.MessageType, request => Inner(field, locate(request)), $"{path}{(field.IsRepeated ? "[0]" : "")}.");
                foreach (var inner in below)
                {
                    yield return inner;
                }
            }
        }
    }

    private static IMessage Inner(FieldDescriptor field, IMessage parent) =>
        field.Accessor.GetValue(parent) is System.Collections.IList list ? (IMessage)list[0]! : (IMessage)field.Accessor.GetValue(parent);

    private static IEnumerable<(string Rule, string At, Action<IFieldAccessor, IMessage> Spoil)> Breaches(
        FieldDescriptor field, bool required)
    {
        var constraint = field.GetOptions()?.GetExtension(ConstraintsExtensions.Constraint) ?? new();
        if (required)
        {
            yield return ("required", "", (accessor, message) => accessor.Clear(message));
        }
        if (field.IsRepeated)
        {
            yield return ("too many", "", (accessor, message) =>
                Fill((System.Collections.IList)accessor.GetValue(message), constraint.MaxItems == 0 ? 101 : constraint.MaxItems + 1));
        }
        if (field.FieldType == FieldType.Enum)
        {
            yield return ("no such value", "", (accessor, message) => accessor.SetValue(message, Enum.ToObject(field.EnumType.ClrType, 99)));
        }
        if (constraint.MaxValue > 0)
        {
            yield return ("too great", "", (accessor, message) => accessor.SetValue(message, (int)constraint.MaxValue + 1));
            yield return ("too small", "", (accessor, message) => accessor.SetValue(message, (int)constraint.MinValue - 1));
        }
        foreach (var (rule, text) in field.FieldType == FieldType.String ? Texts(field, constraint) : [])
        {
            yield return (rule, field.IsRepeated ? "[0]" : "", (accessor, message) => SetText(accessor, message, text));
        }
    }

    private static IEnumerable<(string Rule, string Text)> Texts(FieldDescriptor field, FieldConstraint constraint)
    {
        yield return ("too long", new string('a', (constraint.MaxChars == 0 ? 500 : constraint.MaxChars) + 1));
        yield return ("control character", "a\u0007b");
        yield return ("zero character", "a\0b");
        if (constraint.Format != Format.Unspecified)
        {
            yield return ("form", "No such Form!");
            yield return ("line feed at the end", "en\n");
        }
        if (field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is not null)
        {
            yield return ("reference", "persons/kirby");
            yield return ("reference with more", "sources/organizations/tracks/a/b");
        }
        if (field.IsRepeated || field.HasPresence && constraint.Format != Format.Unspecified)
        {
            yield return ("set to nothing", "");
        }
        if (constraint.NotInFuture)
        {
            yield return ("in the future", DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd", null));
        }
        if (constraint.Format == Format.Date)
        {
            yield return ("no such day", "2023-02-29");
            yield return ("before the record", "1899-12-31");
        }
    }

    private static void SetText(IFieldAccessor accessor, IMessage message, string text)
    {
        if (accessor.GetValue(message) is System.Collections.IList list)
        {
            list[0] = text;
        }
        else
        {
            accessor.SetValue(message, text);
        }
    }

    private static void Fill(System.Collections.IList list, int count)
    {
        while (list.Count < count)
        {
            list.Add(list[0]);
        }
    }
}
