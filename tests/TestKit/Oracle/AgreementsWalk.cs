using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>The candidate's agreements: counts, and what there is with each party.</summary>
internal static class AgreementsWalk
{
    private const string Bilateral = "AGREEMENT_TYPE_BILATERAL_SECURITY_AGREEMENT";
    private const string Commitments = "AGREEMENT_TYPE_SECURITY_COMMITMENTS";

    // From the least to the most that a candidate can have with a party.
    private static readonly string[] Order =
        ["STATE_NONE", "STATE_ANNOUNCED", "STATE_DISPUTED", "STATE_ENDED", "STATE_SIGNED"];

    public static ExpectedAgreements On(
        ReferenceRows rows, string candidate, IReadOnlyList<string> members, string day)
    {
        var counted = rows.Agreements
            .Where(row => row.Text("type") is Bilateral or Commitments)
            .Where(row => Parties(row).Contains(candidate))
            .Select(row => (Row: row, State: StateOn(row, day)))
            .Where(agreement => agreement.State is not "STATE_NONE")
            .ToList();
        int Count(string type, string state) =>
            counted.Count(agreement => agreement.Row.Text("type") == type && agreement.State == state);

        var signed = Count(Bilateral, "STATE_SIGNED");
        return new ExpectedAgreements(
            signed,
            signed + Count(Commitments, "STATE_SIGNED"),
            Count(Bilateral, "STATE_ANNOUNCED"),
            Count(Bilateral, "STATE_DISPUTED"),
            PartiesOn(counted, candidate, members, day));
    }

    /// <summary>The day of the undisputed signature, or empty.</summary>
    public static string SignedOn(JsonElement agreement) =>
        Dated(agreement).FirstOrDefault(step => step.State == "LIFECYCLE_STATE_SIGNED").Date ?? "";

    private static List<ExpectedParty> PartiesOn(
        List<(JsonElement Row, string State)> counted, string candidate, IReadOnlyList<string> members, string day)
    {
        var withAgreement = counted
            .SelectMany(agreement => Parties(agreement.Row), (agreement, party) => (Party: party, agreement.Row, agreement.State))
            .Where(agreement => agreement.Party != candidate)
            .GroupBy(agreement => agreement.Party)
            .Select(group => group
                .OrderBy(agreement => Array.IndexOf(Order, agreement.State))
                .ThenBy(agreement => agreement.Row.Text("name"), StringComparer.Ordinal)
                .Last())
            .Select(best => new ExpectedParty(best.Party, best.State, best.Row.Text("name"), SignedBy(best.Row, day)))
            .ToList();
        return members
            .Except(withAgreement.Select(party => party.Party))
            .Select(party => new ExpectedParty(party, "STATE_NONE", "", ""))
            .Concat(withAgreement)
            .OrderBy(party => party.Party, StringComparer.Ordinal)
            .ToList();
    }

    private static string SignedBy(JsonElement agreement, string day) =>
        SignedOn(agreement) is var signedOn && signedOn.IsBy(day) ? signedOn : "";

    private static string StateOn(JsonElement agreement, string day)
    {
        var past = Dated(agreement).Where(step => step.Date.IsBy(day)).Select(step => step.State).ToList();
        return past.LastOrDefault() switch
        {
            "LIFECYCLE_STATE_ANNOUNCED" or "LIFECYCLE_STATE_INITIALLED" => "STATE_ANNOUNCED",
            "LIFECYCLE_STATE_SIGNED_DISPUTED" => "STATE_DISPUTED",
            "LIFECYCLE_STATE_SIGNED" or "LIFECYCLE_STATE_RATIFIED" or "LIFECYCLE_STATE_IN_FORCE"
                or "LIFECYCLE_STATE_BREACHED" => "STATE_SIGNED",
            "LIFECYCLE_STATE_SUSPENDED" or "LIFECYCLE_STATE_TERMINATED" or "LIFECYCLE_STATE_EXPIRED"
                when past.Contains("LIFECYCLE_STATE_SIGNED") => "STATE_ENDED",
            _ => "STATE_NONE",
        };
    }

    /// <summary>The events with the day on which each takes effect.</summary>
    public static IEnumerable<(string State, string Date)> Dated(JsonElement agreement)
    {
        var effective = "";
        foreach (var step in agreement.Items("events"))
        {
            effective = new[] { step.Text("date"), step.Text("knownBy"), effective }.First(date => date is not "");
            yield return (step.Text("state"), effective);
        }
    }

    private static IEnumerable<string> Parties(JsonElement agreement) =>
        agreement.Items("parties").Select(party =>
            party.Text("country") is not "" and var country ? country : party.Text("organization"));
}
