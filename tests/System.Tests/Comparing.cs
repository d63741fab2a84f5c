using Alliance.Readiness.V1;
using Google.Protobuf;

namespace AllianceServices.SystemTests;

/// <summary>What differs between two views, worked out from the two answers alone.</summary>
internal static class Comparing
{
    /// <summary>The differences, in the order of the contract, without causes.</summary>
    public static List<Difference> Between(Readiness before, Readiness after) =>
    [
        .. Changed(before.Criteria, after.Criteria, criterion => criterion.Criterion).Select(pair => new Difference
        {
            Criterion = new()
            {
                Criterion = pair.Name,
                Title = (pair.After ?? pair.Before)!.Title,
                Before = State(pair.Before),
                After = State(pair.After),
            },
        }),
        .. Changed(before.Consensus.Members, after.Consensus.Members, member => member.Party).Select(pair => new Difference
        {
            Position = new()
            {
                Party = pair.Name,
                DisplayName = (pair.After ?? pair.Before)!.DisplayName,
                Before = State(pair.Before),
                After = State(pair.After),
            },
        }),
        .. Changed(before.Agreements.Agreements, after.Agreements.Agreements, entry => entry.Agreement).Select(pair => new Difference
        {
            Agreement = new()
            {
                Agreement = pair.Name,
                Title = (pair.After ?? pair.Before)!.Title,
                Before = pair.Before?.State ?? 0,
                After = pair.After?.State ?? 0,
            },
        }),
    ];

    /// <summary>A view in short.</summary>
    public static ReadinessSummary Summary(Readiness view) => new()
    {
        AsOf = view.AsOf,
        Verdict = view.Verdict,
        OpenGates = { view.OpenGates },
        Score = view.Score.Clone().WithoutDrivers(),
        Required = view.Consensus.Required,
        Counts = view.Consensus.Counts,
        Signed = view.Agreements.Signed,
        SignedIncludingOrganizations = view.Agreements.SignedIncludingOrganizations,
        Announced = view.Agreements.Announced,
        Disputed = view.Agreements.Disputed,
    };

    /// <summary>The differences without their causes.</summary>
    public static List<Difference> WithoutCauses(this IEnumerable<Difference> differences) =>
        [.. differences.Select(difference =>
        {
            var copy = difference.Clone();
            copy.Causes.Clear();
            copy.MoreCauses = 0;
            return copy;
        })];

    private static Score WithoutDrivers(this Score score)
    {
        score.Drivers.Clear();
        return score;
    }

    private static IEnumerable<(string Name, T? Before, T? After)> Changed<T>(
        IReadOnlyCollection<T> before, IReadOnlyCollection<T> after, Func<T, string> name)
        where T : class, IMessage<T> =>
        from key in before.Concat(after).Select(name).Distinct().Order(StringComparer.Ordinal)
        let earlier = before.SingleOrDefault(entry => name(entry) == key)
        let later = after.SingleOrDefault(entry => name(entry) == key)
        where earlier is null || later is null || !earlier.Equals(later)
        select (key, earlier, later);

    private static CriterionState? State(CriterionView? view) => view is null ? null : new()
    {
        Status = view.Status,
        Assessment = view.Assessment,
        Weight = view.Weight,
        AssessorsDisagree = view.AssessorsDisagree,
        NeedsReview = view.NeedsReview,
        RelatedRecords = view.RelatedRecords,
    };

    private static PositionState? State(MemberPosition? member) => member is null ? null : new()
    {
        Stance = member.Stance,
        Record = member.Record,
        Since = member.Since,
        Divided = member.Divided,
        DividedRecord = member.DividedRecord,
    };
}
