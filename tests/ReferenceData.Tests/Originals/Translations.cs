using System.Text.Json;

namespace AllianceServices.ReferenceData.Tests.Originals;

/// <summary>How the fields of each kind of row are called in the originals and in the contract.</summary>
internal static class Translations
{
    public static Translation Source => new Translation()
        .Reference("id", "name", "sources")
        .Enum("confidence", "confidence", "CONFIDENCE")
        .Enum("basis", "basis", "BASIS");

    public static Translation Statement(Func<string, string> criterionName) => WithPositions(new Translation())
        .Reference("id", "name", "statements")
        .Reference("speaker_organization", "speakerOrganization", "organizations")
        .Reference("about_organization[]", "aboutOrganizations[]", "organizations")
        .Reference("relates_to_criteria[]", "criteria[]", criterionName)
        .Reference("relates_to_agreements[]", "agreements[]", "agreements")
        .Reference("sources[]", "sources[]", "sources")
        .Rename("stance.justification", "stanceJustification")
        .Rename("claims[].includes_eu", "claims[].includesOrganizations")
        .Enum("speaker_level", "speakerLevel", "AUTHORITY_LEVEL")
        .Enum("date_precision", "datePrecision", "DATE_PRECISION")
        .Enum("date_confidence", "dateConfidence", "DATE_CONFIDENCE")
        .Enum("stance.value", "stance", "STANCE")
        .Enum("claims[].metric", "claims[].metric", "METRIC")
        .Enum("confidence", "confidence", "CONFIDENCE");

    /// <summary>Without parties and lifecycle, which have a shape of their own.</summary>
    public static Translation Agreement(Func<string, string> criterionName) => WithPositions(new Translation())
        .Reference("id", "name", "agreements")
        .Reference("relates_to_criteria[]", "criteria[]", criterionName)
        .Reference("sources[]", "sources[]", "sources")
        .Rename("mentions_nato_path.value", "membershipPaths[0].mentioned")
        .Rename("mentions_nato_path.paraphrase", "membershipPaths[0].paraphrase")
        .Rename("mentions_eu_path.value", "membershipPaths[1].mentioned")
        .Rename("mentions_eu_path.paraphrase", "membershipPaths[1].paraphrase")
        .Rename("vilnius_g7_sequence", "declarationSequence")
        // proto3 JSON writes 64-bit numbers as strings.
        .Reference("commitments[].amount", "commitments[].amount", Leaves.Quoted)
        .Enum("commitments[].unit", "commitments[].unit", "UNIT")
        .Enum("type", "type", "AGREEMENT_TYPE")
        .Enum("confidence", "confidence", "CONFIDENCE")
        .FalseMatters("mentions_nato_path.value")
        .FalseMatters("mentions_eu_path.value")
        .Derived("parties[].type", "parties[].code", "status", "signed_on");

    public static Translation Organization => new Translation()
        .Reference("id", "name", "organizations")
        .Reference("sources[]", "sources[]", "sources")
        .Rename("name", "displayName")
        .Rename("members[].name", "members[].displayName")
        .Rename("member_count", "statedMemberCount")
        .Enum("decision_rule.type", "decisionRule.type", "TYPE")
        .Enum("confidence", "confidence", "CONFIDENCE");

    public static Translation Criterion(Func<string, string> criterionName) => new Translation()
        .Reference("id", "name", criterionName)
        .Reference("parent", "parent", criterionName)
        .Reference("sources[]", "sources[]", "sources")
        .Enum("kind", "kind", "KIND")
        .Enum("scale", "scale", "SCALE")
        .Enum("confidence", "confidence", "CONFIDENCE")
        .Derived("organization");

    public static Translation Assessment(Func<string, string> recordName) => new Translation()
        .Reference("evidence[]", "evidence[]", recordName)
        .Reference("sources[]", "sources[]", "sources")
        .Enum("date_precision", "datePrecision", "DATE_PRECISION")
        .Enum("status", "status", "STATUS")
        .Enum("confidence", "confidence", "CONFIDENCE");

    /// <summary>`tracks/nato-ukraine/criteria/nato-map`, by the organization that the original row gives.</summary>
    public static Func<string, string> CriterionNames(IEnumerable<JsonElement> criteria)
    {
        var names = criteria.ToDictionary(
            row => row.GetProperty("id").GetString()!,
            row => $"tracks/{row.GetProperty("organization")}-ukraine/criteria/{row.GetProperty("id")}");
        return id => names[id];
    }

    private static Translation WithPositions(Translation translation) => translation
        .Reference("positions[].organization", "positions[].organization", "organizations")
        .Enum("positions[].stance", "positions[].stance", "STANCE")
        .Enum("positions[].level", "positions[].level", "AUTHORITY_LEVEL");
}
