using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>Where every member stands.</summary>
internal static class PositionsWalk
{
    private const string Unknown = "STANCE_UNKNOWN";
    private const string Government = "AUTHORITY_LEVEL_GOVERNMENT";
    private const string HeadOfState = "AUTHORITY_LEVEL_HEAD_OF_STATE";
    private const int DividedForYears = 2;

    private static readonly string[] Stances =
    [
        "STANCE_SUPPORTS", "STANCE_SUPPORTS_WITH_CONDITIONS", "STANCE_NEUTRAL", "STANCE_SCEPTICAL", "STANCE_OPPOSES", Unknown,
    ];

    public static ExpectedConsensus On(
        ReferenceRows rows, string organization, string candidate, IReadOnlyList<string> members, DateOnly asOf)
    {
        var entries = Entries(rows, organization, candidate, asOf.Iso());
        var positions = members
            .Select(party => Member(party, entries.Where(entry => entry.Party == party).ToList(), asOf))
            .ToList();
        var counts = Stances.ToDictionary(stance => stance, stance => positions.Count(member => member.Stance == stance));
        return new ExpectedConsensus(members.Count, counts, positions);
    }

    /// <summary>What a country's head of state said up to a day, oldest first.</summary>
    public static List<(string Record, string Date)> WordsOfHeadOfState(
        ReferenceRows rows, string organization, string candidate, string party, DateOnly asOf) =>
        Entries(rows, organization, candidate, asOf.Iso())
            .Where(entry => entry.Party == party && entry.Level == HeadOfState)
            .Select(entry => (entry.Record, entry.Date))
            .ToList();

    private static ExpectedMember Member(string party, List<Entry> entries, DateOnly asOf)
    {
        var position = Decisive(entries);
        var stance = position?.Stance ?? Unknown;
        var began = Began(entries, stance);
        var oldest = asOf.AddYears(-DividedForYears).Iso();
        var head = entries.LastOrDefault(entry => entry.Level == HeadOfState && oldest.IsBy(entry.Date));
        var divided = head is not null && head.Stance != stance;
        return new ExpectedMember(
            party,
            stance,
            position?.Record ?? "",
            began?.Date ?? "",
            began?.Record ?? "",
            divided,
            divided ? head!.Record : "");
    }

    private static Entry? Decisive(IEnumerable<Entry> entries) =>
        entries.LastOrDefault(entry => entry.Level == Government)
        ?? entries.LastOrDefault(entry => entry.Level == HeadOfState);

    // Walks the days back from the last one for as long as the country held the stance at the day's end.
    private static Entry? Began(List<Entry> entries, string stance)
    {
        Entry? began = null;
        foreach (var day in entries.Select(entry => entry.Date).Distinct().OrderDescending(StringComparer.Ordinal))
        {
            var position = Decisive(entries.Where(entry => entry.Date.IsBy(day)));
            if (position is null || position.Stance != stance)
            {
                break;
            }
            began = position with { Date = day };
        }
        return began;
    }

    private static List<Entry> Entries(ReferenceRows rows, string organization, string candidate, string day)
    {
        var statements = rows.Statements
            .Where(row => row.Text("confidence") == "CONFIDENCE_VERIFIED")
            .SelectMany(row => Entries(row, row.Text("date"), isStatement: true));
        var agreements = rows.Agreements
            .SelectMany(row => Entries(row, AgreementsWalk.SignedOn(row), isStatement: false));
        return statements.Concat(agreements)
            .Where(entry => entry.Organization == organization && entry.Candidate == candidate)
            .Where(entry => entry.Level is Government or HeadOfState)
            .Where(entry => entry.Date is not "" && entry.Date.IsBy(day))
            .OrderBy(entry => entry.Date, StringComparer.Ordinal)
            .ThenBy(entry => entry.IsStatement)
            .ThenBy(entry => entry.Record, StringComparer.Ordinal)
            .ToList();
    }

    private static IEnumerable<Entry> Entries(JsonElement record, string date, bool isStatement) =>
        from position in record.Items("positions")
        from party in position.Texts("parties")
        select new Entry(
            record.Text("name"),
            date,
            isStatement,
            position.Text("organization"),
            position.Text("candidate"),
            position.Text("stance"),
            position.Text("level"),
            party);

    private sealed record Entry(
        string Record,
        string Date,
        bool IsStatement,
        string Organization,
        string Candidate,
        string Stance,
        string Level,
        string Party);
}
