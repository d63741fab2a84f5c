using System.Globalization;
using Alliance.Readiness.V1;
using AllianceServices.Contracts;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AllianceServices.Cli.Views;

/// <summary>Says in one line each what differs between two views, and because of which records.</summary>
internal static class DifferenceLines
{
    /// <summary>`position HU: stance unknown -> supports, because of statements/x (2026-11-01, A Minister)`.</summary>
    public static string Of(Difference difference)
    {
        var (subject, changes) = difference.SubjectCase switch
        {
            Difference.SubjectOneofCase.Criterion => ($"criterion {Id(difference.Criterion.Criterion)}",
                Changes(difference.Criterion.Before, difference.Criterion.After, CriterionState.Descriptor)),
            Difference.SubjectOneofCase.Position => ($"position {difference.Position.Party}",
                Changes(difference.Position.Before, difference.Position.After, PositionState.Descriptor)),
            _ => ($"agreement {Id(difference.Agreement.Agreement)}", Change(difference.Agreement)),
        };
        var causes = string.Join("; ", difference.Causes.Select(Text).Concat(difference.MoreCauses > 0 ? [$"{difference.MoreCauses} more"] : []));
        return $"{subject}: {changes}" + (causes.Length > 0 ? $", because of {causes}" : "");
    }

    private static string Change(AgreementDifference agreement) => agreement.Before == agreement.After
        ? $"{EnumWords.Of(agreement.After)}, corrected"
        : $"{EnumWords.Of(agreement.Before)} -> {EnumWords.Of(agreement.After)}";

    private static string Changes(IMessage? before, IMessage? after, MessageDescriptor state)
    {
        var changes = state.Fields.InDeclarationOrder()
            .Select(field => (field.Name, Before: Text(before, field), After: Text(after, field)))
            .Where(field => field.Before != field.After)
            .Select(field => $"{EnumWords.OfShortName(field.Name)} {field.Before} -> {field.After}");
        if (Equals(before, after))
        {
            return "the same, with other details";
        }
        var presence = before is null ? "new; " : after is null ? "gone; " : "";
        return presence + string.Join(", ", changes);
    }

    private static string Text(IMessage? state, FieldDescriptor field) => (state is null ? null : field.Accessor.GetValue(state)) switch
    {
        null or "" => "none",
        Enum value => EnumWords.OfShortName(
            field.EnumType.FindValueByNumber(Convert.ToInt32(value, CultureInfo.InvariantCulture)).Name[ProtoEnums.PrefixOf(field.EnumType).Length..]),
        bool value => value ? "yes" : "no",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Text(Cause cause)
    {
        var about = string.Join(", ", new[] { cause.Date, cause.Title }.Where(text => text.Length > 0));
        return about.Length > 0 ? $"{cause.Record} ({about})" : cause.Record;
    }

    private static string Id(string name) => name[(name.LastIndexOf('/') + 1)..];
}
