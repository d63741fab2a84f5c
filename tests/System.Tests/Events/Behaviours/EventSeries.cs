using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Google.Protobuf;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>
/// The writes under which a broker misbehaves, and what they must come to, written by hand. Within an act no two events change
/// the same position, so that the number of derived changes does not depend on which events are applied together.
/// </summary>
internal static class EventSeries
{
    private static readonly World World = World.Club;

    /// <summary>Events of the series by register.</summary>
    public static IReadOnlyDictionary<string, int> Events { get; } =
        new Dictionary<string, int> { ["statements"] = 11, ["agreements"] = 1, ["criteria"] = 8 };

    /// <summary>The same for each of the subscribers that get them: two of statements and of agreements, one of criteria.</summary>
    public const int Deliveries = (11 * 2) + (1 * 2) + 8;

    /// <summary>Changes of MembershipCriteria before the series: organization, track, three criteria.</summary>
    public const int CriteriaBefore = 5;

    /// <summary>Changes of Statements before the series: the source.</summary>
    public const int StatementsBefore = 1;

    /// <summary>The series.</summary>
    public static IReadOnlyList<IReadOnlyList<IMessage>> Acts { get; } =
    [
        [
            World.NewStatement("alpha", "2018-01-01", Stance.Supports, "XA"), World.Publish("alpha"),
            World.NewStatement("beta", "2018-02-01", Stance.Opposes, "XB"), World.Publish("beta"),
            World.NewStatement("gamma", "2018-03-01", Stance.Supports, "XD"), World.Publish("gamma"),
            World.NewAgreement("pact", "2018-04-01", "XE", World.Entries(Stance.Neutral, AuthorityLevel.Government, "XE")),
        ],
        [World.NewAssessment("peace", "2018-05-01", Status.Met, "statements/beta")],
        [
            new RetractStatementRequest { Name = "statements/beta", Reason = "It was never said." },
            World.NewStatement("delta", "2018-06-01", Stance.Opposes, "XA"), World.Publish("delta"),
            World.NewStatement("epsilon", "2018-07-01", Stance.Supports, "XE"), World.Publish("epsilon"),
        ],
    ];

    /// <summary>What was derived and assessed: each change once.</summary>
    private static readonly string[] CriteriaChanges =
    [
        "criteria/peace/assessments/2018-05-01 revision 1 Created",
        "positions/XA revision 1 Created", "positions/XA revision 2 Updated",
        "positions/XB revision 1 Created", "positions/XB revision 2 Updated",
        "positions/XD revision 1 Created",
        "positions/XE revision 1 Created", "positions/XE revision 2 Updated",
    ];

    private static readonly string[] Positions =
        ["XA: statements/alpha statements/delta", "XB: ", "XD: statements/gamma", "XE: agreements/pact statements/epsilon"];

    /// <summary>Every event has had its effect, and no second one.</summary>
    public static async Task AssertOneEffectEachAsync(TestSystem system)
    {
        Assert.Equal(
            (StatementsBefore + Events["statements"], Events["agreements"]),
            ((await system.LogAsync("statements")).Count, (await system.LogAsync("agreements")).Count));
        Assert.Equal(CriteriaChanges, (await system.LogAsync("criteria")).Skip(CriteriaBefore)
            .Select(change => $"{change.Name[(World.Track.Length + 1)..]} revision {change.Revision} {change.Kind}").Order(StringComparer.Ordinal));
        Assert.Equal(Positions, (await system.PositionsAsync(World.Track)).Select(position =>
            $"{position.Party}: {string.Join(' ', position.Entries.Select(entry => entry.Record))}"));
        AssertView(await system.ViewAsync(World.Track));
    }

    /// <summary>Whether the view asks for a review of what relied on the retracted statement.</summary>
    public static bool AsksForReview(Readiness view) => view.Criteria.Single(criterion => criterion.Criterion == World.Criterion("peace")).NeedsReview;

    // XE has left the organization before today.
    private static void AssertView(Readiness view)
    {
        Assert.Equal(
            [("XA", Stance.Opposes, "statements/delta"), ("XB", Stance.Unknown, ""), ("XD", Stance.Supports, "statements/gamma")],
            view.Consensus.Members.Select(member => (member.Party, member.Stance, member.Record)).Order());
        Assert.Equal(
            ["consent  False", $"law  False", $"peace {World.Criterion("peace")}/assessments/2018-05-01 True"],
            view.Criteria.Select(criterion => $"{criterion.Title} {criterion.Assessment} {criterion.NeedsReview}").Order(StringComparer.Ordinal));
        Assert.Equal(["statements/beta"], view.Criteria.SelectMany(criterion => criterion.Evidence)
            .Where(evidence => evidence.ChangedSince).Select(evidence => evidence.Record));
    }
}
