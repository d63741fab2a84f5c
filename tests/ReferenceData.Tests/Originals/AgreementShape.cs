using System.Text.Json;

namespace AllianceServices.ReferenceData.Tests.Originals;

/// <summary>The two parts of an agreement whose shape differs: who concluded it, and what happened to it.</summary>
internal static class AgreementShape
{
    public static void AddParties(SortedDictionary<string, string> expected, JsonElement row)
    {
        foreach (var (index, party) in row.GetProperty("parties").EnumerateArray().Index())
        {
            Assert.Equal(2, party.EnumerateObject().Count());
            var code = party.GetProperty("code").GetString()!;
            var (field, value) = party.GetProperty("type").GetString() switch
            {
                "country" => ("country", code),
                "organization" => ("organization", $"organizations/{code}"),
                var type => throw new InvalidDataException($"A party of type {type}."),
            };
            expected[$"parties[{index}].{field}"] = Leaves.Quoted(value);
        }
    }

    // A status is the last thing known of an agreement; what came before it follows from the date of signature.
    public static void AddLifecycle(
        SortedDictionary<string, string> expected, JsonElement row, Dictionary<string, string?> published)
    {
        string[] states = row.GetProperty("status").GetString() switch
        {
            "in_force" => ["SIGNED", "IN_FORCE"],
            "breached" => ["SIGNED", "BREACHED"],
            "signed_disputed" => ["SIGNED_DISPUTED"],
            "announced" => ["ANNOUNCED"],
            var status => throw new InvalidDataException($"An agreement of status {status}."),
        };
        foreach (var (index, state) in states.Index())
        {
            expected[$"events[{index}].state"] = Leaves.Quoted($"LIFECYCLE_STATE_{state}");
        }
        if (row.GetProperty("signed_on").GetString() is { } signedOn)
        {
            expected["events[0].date"] = Leaves.Quoted(signedOn);
        }
        else
        {
            var sources = row.GetProperty("sources").EnumerateArray().Select(source => published[source.GetString()!]);
            expected["events[0].knownBy"] = Leaves.Quoted(sources.OfType<string>().Min(StringComparer.Ordinal)!);
        }
    }
}
