using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>
/// Says what a readiness view must contain, by a plain walk over the rows. It shares nothing with the services, so that
/// one mistake cannot hide in both.
/// </summary>
public sealed class ReadinessOracle(ReferenceRows rows)
{
    /// <summary>The oracle over the shipped data set.</summary>
    public static ReadinessOracle Shipped { get; } = new(ReferenceRows.Shipped());

    /// <summary>The rows it walks over.</summary>
    public ReferenceRows Rows => rows;

    /// <summary>What the rules say about a track, for instance `tracks/nato-ukraine`, on a day.</summary>
    public ExpectedReadiness At(string track, DateOnly asOf)
    {
        var day = asOf.Iso();
        var trackRow = rows.Tracks.Single(row => row.Text("name") == track);
        var organization = trackRow.Text("organization");
        var candidate = trackRow.Text("candidate");

        var members = MembersOn(organization, day);
        var criteria = CriteriaWalk.On(rows, track, day);
        var score = ScoreWalk.Score(criteria, CriteriaWalk.SomeWeightIsWaived(rows, criteria));
        return new ExpectedReadiness(
            track,
            day,
            ScoreWalk.Verdict(members.Contains(candidate), criteria, score),
            ScoreWalk.OpenGates(criteria),
            score,
            DriversWalk.On(criteria),
            criteria,
            [.. criteria.SelectMany(criterion => JudgementsWalk.On(rows, criterion.Name, day))],
            PositionsWalk.On(rows, organization, candidate, members, asOf),
            AgreementsWalk.On(rows, candidate, members, day));
    }

    /// <summary>How the value scatters under other weights, by a simulation of its own; null where nothing is known.</summary>
    public ExpectedRobustness? RobustnessAt(string track, DateOnly asOf) =>
        RobustnessWalk.Simulate(CriteriaWalk.On(rows, track, asOf.Iso()));

    /// <summary>The records that made a criterion on a day another than the day before.</summary>
    public IReadOnlySet<string> CausesOfCriterion(string criterion, DateOnly day) => CausesWalk.OfCriterion(rows, criterion, day);

    /// <summary>The records that made a member's position on a day another than the day before, if it was a member on both.</summary>
    public IReadOnlySet<string> CausesOfPosition(string track, string party, DateOnly day)
    {
        var row = rows.Tracks.Single(row => row.Text("name") == track);
        return CausesWalk.OfPosition(rows, row.Text("organization"), row.Text("candidate"), party, day);
    }

    /// <summary>The country codes of an organization's members on a day, in order.</summary>
    public IReadOnlyList<string> Members(string organization, DateOnly day) => MembersOn(organization, day.Iso());

    private List<string> MembersOn(string organization, string day) =>
        rows.Organizations.Single(row => row.Text("name") == organization)
            .Items("members")
            .Where(member => IsMember(member, day))
            .Select(member => member.Text("country"))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

    // left_on is the last day of membership, not the first day without it.
    private static bool IsMember(JsonElement member, string day) =>
        member.Text("accessionDate").IsBy(day) && (member.Text("leftOn") is "" || day.IsBy(member.Text("leftOn")));
}
