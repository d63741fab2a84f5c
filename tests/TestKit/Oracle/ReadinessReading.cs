using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>Reads a readiness view, as clients get it in proto3 JSON, into the words of the oracle.</summary>
public static class ReadinessReading
{
    private static readonly (string Field, string Stance)[] Counts =
    [
        ("supports", "STANCE_SUPPORTS"), ("supportsWithConditions", "STANCE_SUPPORTS_WITH_CONDITIONS"),
        ("neutral", "STANCE_NEUTRAL"), ("sceptical", "STANCE_SCEPTICAL"), ("opposes", "STANCE_OPPOSES"), ("unknown", "STANCE_UNKNOWN"),
    ];

    /// <summary>What the view says. Lists are in the oracle's order, by name.</summary>
    public static ExpectedReadiness Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var view = document.RootElement;
        var name = view.Text("name");
        return new ExpectedReadiness(
            name[..name.LastIndexOf('/')],
            view.Text("asOf"),
            view.Text("verdict"),
            [.. view.Texts("openGates").Order(StringComparer.Ordinal)],
            Score(view.GetProperty("score")),
            [.. view.GetProperty("score").Items("drivers").Select(Driver)],
            [.. view.Items("criteria").Select(Criterion).OrderBy(criterion => criterion.Name, StringComparer.Ordinal)],
            [.. view.Items("criteria")
                .OrderBy(criterion => criterion.Text("criterion"), StringComparer.Ordinal)
                .SelectMany(criterion => criterion.Items("judgements").Select(judgement => Judgement(criterion, judgement)))],
            Consensus(view.GetProperty("consensus")),
            Agreements(view.GetProperty("agreements")));
    }

    /// <summary>What the view says of other weights; null where it says nothing.</summary>
    public static ExpectedRobustness? Robustness(string json)
    {
        using var document = JsonDocument.Parse(json);
        var score = document.RootElement.GetProperty("score");
        return score.TryGetProperty("robustLow", out var low) && score.TryGetProperty("robustHigh", out var high)
            ? new ExpectedRobustness(low.GetDouble(), high.GetDouble())
            : null;
    }

    private static ExpectedScore Score(JsonElement score) => new(
        score.TryGetProperty("value", out var value) ? value.GetDouble() : null,
        Number(score, "low"), Number(score, "high"), Number(score, "coverage"));

    private static ExpectedCriterion Criterion(JsonElement criterion) => new(
        criterion.Text("criterion"), criterion.Text("parent"), criterion.Flag("gate"), Number(criterion, "weight"),
        criterion.Text("status"), criterion.Text("assessment"), criterion.Flag("assessorsDisagree"));

    private static ExpectedDriver Driver(JsonElement driver) => new(
        driver.Text("criterion"), Number(driver, "share"),
        driver.TryGetProperty("effect", out var effect) ? effect.GetDouble() : null, Number(driver, "uncertainty"));

    private static ExpectedJudgement Judgement(JsonElement criterion, JsonElement judgement) => new(
        criterion.Text("criterion"), judgement.Text("assessor"), judgement.Text("status"), judgement.Text("assessment"),
        judgement.Text("assessedOn"), judgement.Flag("designated"));

    private static ExpectedConsensus Consensus(JsonElement consensus)
    {
        var counts = consensus.TryGetProperty("counts", out var value) ? value : default;
        return new(
            Whole(consensus, "required"),
            Counts.ToDictionary(count => count.Stance, count => Whole(counts, count.Field)),
            [.. consensus.Items("members").Select(Member).OrderBy(member => member.Party, StringComparer.Ordinal)]);
    }

    private static ExpectedMember Member(JsonElement member) => new(
        member.Text("party"), member.Text("stance"), member.Text("record"), member.Text("since"), member.Text("sinceRecord"),
        member.Flag("divided"), member.Text("dividedRecord"));

    private static ExpectedAgreements Agreements(JsonElement agreements) => new(
        Whole(agreements, "signed"), Whole(agreements, "signedIncludingOrganizations"),
        Whole(agreements, "announced"), Whole(agreements, "disputed"),
        [.. agreements.Items("parties").Select(Party).OrderBy(party => party.Party, StringComparer.Ordinal)]);

    private static ExpectedParty Party(JsonElement party) => new(
        party.Text("party"), party.Text("state"), party.Text("agreement"), party.Text("signedOn"));

    private static double Number(JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) ? value.GetDouble() : 0;

    private static int Whole(JsonElement element, string field) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(field, out var value) ? value.GetInt32() : 0;
}
