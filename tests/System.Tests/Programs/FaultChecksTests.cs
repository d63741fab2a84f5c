using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.Faults;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.SystemTests.Programs;

/// <summary>The checks of the fault harness find what they are there for.</summary>
public class FaultChecksTests
{
    private static readonly ExpectedReadiness View = new(
        "tracks/club-xc", "2024-01-01", "VERDICT_BLOCKED", ["consent"], new(0.5, 0.25, 0.75, 0.5), [],
        [new("consent", "", Gate: true, 0.5, "MET", "a"), new("peace", "", Gate: false, 0.5, "UNKNOWN", "")], [],
        new(2, new Dictionary<string, int> { ["supports"] = 2 }, [Member("XA"), Member("XB")]),
        new(1, 1, 0, 0, [new("XA", "SIGNED", "agreements/a", "2024-01-01")]));

    public static TheoryData<string, Func<ExpectedReadiness, ExpectedReadiness>> Mistakes => new()
    {
        { "verdict", view => view with { Verdict = "VERDICT_READY" } },
        { "1 open gates, shown 0", view => view with { OpenGates = [] } },
        { "score", view => view with { Score = view.Score with { High = 0.8 } } },
        { "2 criteria, shown 1", view => view with { Criteria = [view.Criteria[0]] } },
        { "2 members, shown 1", view => view with { Consensus = view.Consensus with { Members = [view.Consensus.Members[0]] } } },
        { "members", view => view with { Consensus = view.Consensus with { Members = [Member("XA"), Member("XD")] } } },
        { "required", view => view with { Consensus = view.Consensus with { Required = 3 } } },
        { "counts", view => view with { Consensus = view.Consensus with { Counts = new Dictionary<string, int> { ["supports"] = 1 } } } },
        { "1 parties, shown 0", view => view with { Agreements = view.Agreements with { Parties = [] } } },
        { "agreements", view => view with { Agreements = view.Agreements with { Announced = 1 } } },
    };

    [Fact]
    public void The_view_by_the_rules_is_right() => Assert.Empty(ViewDifferences.Between(View, View with { Criteria = [.. View.Criteria] }));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Another_view_is_wrong(string expected, Func<ExpectedReadiness, ExpectedReadiness> mistake) =>
        Assert.StartsWith(expected, Assert.Single(ViewDifferences.Between(View, mistake(View))), StringComparison.Ordinal);

    [Fact]
    public void A_write_that_is_not_in_the_log_is_lost_and_one_that_is_there_twice_is_doubled()
    {
        Change[] log = [Write(1, "statements/a", "r1"), Write(2, "statements/b", "r2"), Write(3, "statements/b", "r2")];

        Assert.Equal((1, 1), Checks.Count(log, [new("statements", "r1", "statements/a"), new("statements", "r2", "statements/b"), new("statements", "r3", "statements/c")]));
    }

    [Fact]
    public void A_position_that_is_recorded_anew_and_says_the_same_is_an_effect_that_came_twice()
    {
        Change[] log = [Derived(1, "statements/a"), Derived(2, "statements/a", "statements/b"), Derived(3, "statements/a", "statements/b")];

        Assert.Equal(1, Checks.CountRepeated(log));
    }

    [Fact]
    public void A_gap_and_a_revision_that_does_not_follow_are_faults_of_a_log()
    {
        Assert.Equal(["criteria/3 stands in place 2"], Checks.Faults("criteria", [Write(1, "tracks/a", "r1"), Write(3, "tracks/b", "r2")]));
        Assert.Equal(["criteria/2 is revision 1 of tracks/a after 1"], Checks.Faults("criteria", [Write(1, "tracks/a", "r1"), Write(2, "tracks/a", "r2")]));
    }

    private static ExpectedMember Member(string party) => new(party, "SUPPORTS", "statements/a", "2024-01-01", "statements/a", Divided: false, "");

    private static Change Write(long sequence, string name, string requestId) => new()
    {
        Sequence = sequence,
        Name = name,
        Revision = 1,
        RequestId = requestId,
        RecordTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
        Resource = Any.Pack(new Track { Name = name }),
    };

    private static Change Derived(long revision, params string[] records) => new()
    {
        Sequence = revision,
        Name = "tracks/a/positions/XA",
        Revision = revision,
        Resource = Any.Pack(new Position
        {
            Name = "tracks/a/positions/XA",
            Revision = revision,
            Etag = $"{revision}",
            Entries = { records.Select(record => new PositionRecord { Record = record }) },
        }),
    };
}
