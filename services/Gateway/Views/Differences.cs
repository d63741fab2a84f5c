using Alliance.Readiness.V1;
using AgreementEntry = Alliance.Readiness.V1.AgreementEntry;
using CriterionView = Alliance.Readiness.V1.CriterionView;
using MemberPosition = Alliance.Readiness.V1.MemberPosition;
using Readiness = Alliance.Readiness.V1.Readiness;
using RecordChanges = AllianceServices.Gateway.Domain.RecordChanges;

namespace AllianceServices.Gateway.Views;

/// <summary>
/// Says what differs between two views. Whatever one view shows otherwise than the other follows from a criterion, a position
/// or an agreement that differs, so that no step is silent.
/// </summary>
internal static class Differences
{
    /// <summary>What differs: criteria, then positions, then agreements, each by name.</summary>
    /// <param name="before">The one view.</param>
    /// <param name="after">The other.</param>
    /// <param name="changes">What lies between the two, in which the causes are found; null for no causes.</param>
    public static List<Difference> Between(Readiness before, Readiness after, RecordChanges? changes)
    {
        var causes = new Causes(changes);
        return
        [
            .. Pairs(before.Criteria, after.Criteria, view => view.Criterion).Select(pair => OfCriterion(pair.Before, pair.After, causes)),
            .. Pairs(before.Consensus.Members, after.Consensus.Members, member => member.Party)
                .Select(pair => OfPosition(pair.Before, pair.After, causes)),
            .. AgreementDifferences.Between(before.Agreements, after.Agreements, changes)
                .Select(pair => OfAgreement(pair.Before, pair.After, causes)),
        ];
    }

    /// <summary>A view in a few figures.</summary>
    public static ReadinessSummary Summary(Readiness view, string asOf)
    {
        var score = view.Score.Clone();
        score.Drivers.Clear();
        return new ReadinessSummary
        {
            AsOf = asOf,
            Verdict = view.Verdict,
            OpenGates = { view.OpenGates },
            Score = score,
            Required = view.Consensus.Required,
            Counts = view.Consensus.Counts,
            Signed = view.Agreements.Signed,
            SignedIncludingOrganizations = view.Agreements.SignedIncludingOrganizations,
            Announced = view.Agreements.Announced,
            Disputed = view.Agreements.Disputed,
        };
    }

    /// <summary>The entries of two lists by name, where they are not the same. Most of two views that follow one another is shared.</summary>
    internal static IEnumerable<(T? Before, T? After)> Pairs<T>(IEnumerable<T> before, IEnumerable<T> after, Func<T, string> name)
        where T : class
    {
        var shared = before.ToHashSet(ReferenceEqualityComparer.Instance);
        shared.IntersectWith(after);
        var earlier = before.Where(entry => !shared.Contains(entry)).ToDictionary(name, StringComparer.Ordinal);
        var later = after.Where(entry => !shared.Contains(entry)).ToDictionary(name, StringComparer.Ordinal);
        return earlier.Keys.Union(later.Keys).Order(StringComparer.Ordinal)
            .Select(key => (Before: earlier.GetValueOrDefault(key), After: later.GetValueOrDefault(key)))
            .Where(pair => !Equals(pair.Before, pair.After));
    }

    private static Difference OfCriterion(CriterionView? before, CriterionView? after, Causes causes)
    {
        var (named, more) = causes.Of(before, after);
        return new()
        {
            Criterion = new CriterionDifference
            {
                Criterion = (after ?? before)!.Criterion,
                Title = (after ?? before)!.Title,
                Before = StateOf(before),
                After = StateOf(after),
            },
            Causes = { named },
            MoreCauses = more,
        };
    }

    private static CriterionState? StateOf(CriterionView? view) => view is null ? null : new CriterionState
    {
        Status = view.Status,
        Assessment = view.Assessment,
        Weight = view.Weight,
        AssessorsDisagree = view.AssessorsDisagree,
        NeedsReview = view.NeedsReview,
        RelatedRecords = view.RelatedRecords,
    };

    private static Difference OfPosition(MemberPosition? before, MemberPosition? after, Causes causes)
    {
        var (named, more) = causes.Of(before, after);
        return new()
        {
            Position = new PositionDifference
            {
                Party = (after ?? before)!.Party,
                DisplayName = (after ?? before)!.DisplayName,
                Before = StateOf(before),
                After = StateOf(after),
            },
            Causes = { named },
            MoreCauses = more,
        };
    }

    private static PositionState? StateOf(MemberPosition? member) => member is null ? null : new PositionState
    {
        Stance = member.Stance,
        Record = member.Record,
        Since = member.Since,
        Divided = member.Divided,
        DividedRecord = member.DividedRecord,
    };

    private static Difference OfAgreement(
        AgreementEntry? before, AgreementEntry? after, Causes causes) => new()
        {
            Agreement = new AgreementDifference
            {
                Agreement = (after ?? before)!.Agreement,
                Title = (after ?? before)!.Title,
                Before = before?.State ?? default,
                After = after?.State ?? default,
            },
            Causes = { causes.Of(before, after) },
        };
}
