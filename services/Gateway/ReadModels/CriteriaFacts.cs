using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Resources;
using V1 = Alliance.Criteria.V1;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// What the read model keeps of the MembershipCriteria register's resources. Enums are numbered as in the contract.
/// </summary>
internal static class CriteriaFacts
{
    public static Organization ToFacts(this V1.Organization organization) => new(
        organization.Name,
        organization.DisplayName,
        [.. organization.Members.Select(m => new Membership(
            m.Country, m.DisplayName, IsoDate.Parse(m.AccessionDate), IsoDate.ParseOptional(m.LeftOn)))]);

    public static Track ToFacts(this V1.Track track) => new(track.Organization, track.Candidate);

    public static Criterion ToFacts(this V1.Criterion criterion) => new()
    {
        Name = criterion.Name,
        Title = criterion.Title,
        Kind = (CriterionKind)criterion.Kind,
        Gate = criterion.Gate,
        IsBinary = criterion.Scale == V1.Criterion.Types.Scale.Binary,
        Weight = criterion.Weight?.Value ?? 0,
        Parent = criterion.Parent,
        Assessors = [.. criterion.Assessors],
    };

    public static Assessment ToFacts(this V1.Assessment assessment, Change change) => new()
    {
        Name = assessment.Name,
        Criterion = ResourceName.ParentOf(assessment.Name).ToShared(),
        Date = IsoDate.Parse(assessment.Date),
        RecordedAt = change.RecordTime.ToDateTimeOffset(),
        Status = (Status)assessment.Status,
        Assessor = assessment.Assessor.ToShared(),
        Evidence = assessment.Evidence.ToShared(),
        Sources = assessment.Sources.ToShared(),
    };

    public static Position ToFacts(this V1.Position position, Position? earlier) => new(
        position.Name, position.Party,
        Shared(position.Steps.Select(ToFacts).ToArray(), earlier?.Steps ?? []),
        Shared(position.Entries.Select(ToFacts).ToArray(), earlier?.Mentions ?? []));

    // Each version of a position holds its whole history, most of which the version before holds too.
    private static T[] Shared<T>(T[] items, IReadOnlyList<T> earlier)
        where T : class
    {
        var known = earlier.ToHashSet();
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = known.TryGetValue(items[i], out var same) ? same : items[i];
        }
        return items;
    }

    private static PositionStep ToFacts(V1.PositionStep step) => new()
    {
        From = IsoDate.Parse(step.From),
        Stance = (Domain.Stance)step.Stance,
        Since = IsoDate.ParseOptional(step.Since),
        Record = step.Record.ToShared(),
        SinceRecord = step.SinceRecord.ToShared(),
        Divided = step.Divided,
        DividedRecord = step.DividedRecord.ToShared(),
    };

    private static PositionMention ToFacts(V1.PositionRecord entry) => new(
        entry.Record.ToShared(), IsoDate.Parse(entry.Date), (Domain.Stance)entry.Stance, (Authority)entry.Level, entry.Counts, entry.EditorialReset);
}

/// <summary>An organization: what it is called, and its members, past and present.</summary>
internal sealed record Organization(string Name, string DisplayName, IReadOnlyList<Membership> Memberships);

/// <summary>A track: the organization by name, the candidate by country code.</summary>
internal sealed record Track(string Organization, string Candidate);
