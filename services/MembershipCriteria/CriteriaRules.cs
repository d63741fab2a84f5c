using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;

namespace AllianceServices.MembershipCriteria;

/// <summary>What the register's resources must satisfy beyond the limits of their fields.</summary>
internal static class CriteriaRules
{
    private static readonly Status[] BinaryStatuses = [Status.Unknown, Status.NotMet, Status.Met, Status.Waived];

    /// <summary>The records in other registers that a resource refers to, with the paths of their fields.</summary>
    public static IEnumerable<(string Path, string Name)> ReferencesOf(IResource resource, string path) => resource switch
    {
        Organization organization => organization.Sources.Index().Select(s => ($"{path}.sources[{s.Index}]", s.Item)),
        Criterion criterion => criterion.Sources.Index().Select(s => ($"{path}.sources[{s.Index}]", s.Item)),
        Assessment assessment =>
        [
            .. assessment.Evidence.Index().Where(e => IsEvidence(e.Item)).Select(e => ($"{path}.evidence[{e.Index}]", e.Item)),
            .. assessment.Sources.Index().Select(s => ($"{path}.sources[{s.Index}]", s.Item)),
        ],
        _ => [],
    };

    /// <summary>All violations of a resource, with paths below the given one.</summary>
    /// <param name="existing">Which of its references exist in the other registers.</param>
    public static async Task<IReadOnlyList<FieldViolation>> CheckAsync(
        CriteriaContext db, IResource resource, string path, IReadOnlySet<string> existing, CancellationToken cancellationToken)
    {
        var violations = ReferencesOf(resource, path)
            .Where(reference => !existing.Contains(reference.Name))
            .Select(reference => Missing(reference.Path, reference.Name))
            .ToList();
        switch (resource)
        {
            case Organization organization:
                Check(organization, path, violations);
                break;
            case Track track when await Tables.Organizations.FindAsync(db, track.Organization, cancellationToken) is null:
                violations.Add(Missing($"{path}.organization", track.Organization));
                break;
            case Criterion criterion:
                await CheckAsync(db, criterion, path, violations, cancellationToken);
                break;
            case Assessment assessment:
                await CheckAsync(db, assessment, path, violations, cancellationToken);
                break;
        }
        return violations;
    }

    private static void Check(Organization organization, string path, List<FieldViolation> violations)
    {
        foreach (var (i, member) in organization.Members.Index())
        {
            if (member.HasLeftOn && string.CompareOrdinal(member.LeftOn, member.AccessionDate) < 0)
            {
                violations.Add(new($"{path}.members[{i}].left_on", "must not lie before the accession_date"));
            }
            if (organization.Members.Take(i).Any(other => Overlap(member, other)))
            {
                violations.Add(new($"{path}.members[{i}].accession_date", $"{member.Country} is a member on that day or later by an earlier entry"));
            }
        }
    }

    // The last day of the one and the first of the other must not be the same.
    private static bool Overlap(Membership one, Membership other) =>
        one.Country == other.Country && !EndsBefore(one, other) && !EndsBefore(other, one);

    private static bool EndsBefore(Membership one, Membership other) =>
        one.HasLeftOn && string.CompareOrdinal(one.LeftOn, other.AccessionDate) < 0;

    private static async Task CheckAsync(
        CriteriaContext db, Criterion criterion, string path, List<FieldViolation> violations, CancellationToken cancellationToken)
    {
        var track = ResourceName.ParentOf(criterion.Name);
        if (await Tables.Tracks.FindAsync(db, track, cancellationToken) is null)
        {
            violations.Add(Missing($"{path}.name", track));
        }
        if (criterion.Parent.Length == 0)
        {
            return;
        }
        if (criterion.Weight is not null)
        {
            violations.Add(new($"{path}.weight", "must be absent for a criterion with a parent"));
        }
        var parent = ResourceName.ParentOf(criterion.Parent) == track
            ? await Tables.Criteria.FindAsync(db, criterion.Parent, cancellationToken)
            : null;
        if (parent is null)
        {
            violations.Add(Missing($"{path}.parent", $"{criterion.Parent}, on the same track,"));
        }
        else if (parent.Parent.Length > 0)
        {
            violations.Add(new($"{path}.parent", "must not have a parent itself"));
        }
    }

    private static async Task CheckAsync(
        CriteriaContext db, Assessment assessment, string path, List<FieldViolation> violations, CancellationToken cancellationToken)
    {
        var name = ResourceName.ParentOf(assessment.Name);
        if (await Tables.Criteria.FindAsync(db, name, cancellationToken) is not { } criterion)
        {
            violations.Add(Missing($"{path}.name", name));
        }
        else if (criterion.Scale == Criterion.Types.Scale.Binary && !BinaryStatuses.Contains(assessment.Status))
        {
            violations.Add(new($"{path}.status", "must be UNKNOWN, NOT_MET, MET or WAIVED for a binary criterion"));
        }
        violations.AddRange(assessment.Evidence.Index().Where(e => !IsEvidence(e.Item))
            .Select(e => new FieldViolation($"{path}.evidence[{e.Index}]", "must be a statement or an agreement")));
    }

    private static bool IsEvidence(string name) =>
        name.StartsWith("statements/", StringComparison.Ordinal) || name.StartsWith("agreements/", StringComparison.Ordinal);

    private static FieldViolation Missing(string path, string name) =>
        new(path, $"{name} does not exist or is not public", ErrorReason.ReferenceNotFound);
}
