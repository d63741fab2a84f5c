using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Events;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;

namespace AllianceServices.MembershipCriteria;

/// <summary>Imports organizations, tracks, criteria and assessments, whose references are checked with the other registers.</summary>
public sealed class CriteriaImporter(Register<CriteriaContext> register, RequestValidator validator, References references)
    : Importer<CriteriaContext, ImportRequest>(register, validator)
{
    /// <inheritdoc/>
    protected override Task<IReadOnlySet<string>> FindReferencesAsync(IReadOnlyList<Row> rows, DateTime deadline) =>
        references.ExistingAsync(
            rows.SelectMany(row => CriteriaRules.ReferencesOf(row.Resource, row.Path)).Select(reference => reference.Name), deadline,
            // An assessment that relied on what was retracted since is part of the record, and of its exports.
            retractedToo: true);

    /// <inheritdoc/>
    protected override IEnumerable<string> NamesIn(IResource resource) => [ResourceName.ParentOf(resource.Name)];

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<FieldViolation>> CheckAsync(
        WriteTransaction<CriteriaContext> tx, Row row, IReadOnlySet<string> references, CancellationToken cancellationToken) =>
        CriteriaRules.CheckAsync(tx.Db, row.Resource, row.Path, references, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<ImportOutcome> ImportAsync(
        WriteTransaction<CriteriaContext> tx, IResource resource, CancellationToken cancellationToken)
    {
        const Change.Types.Kind Created = Change.Types.Kind.Created;
        switch (resource)
        {
            case Organization organization:
                return await Tables.Organizations.ImportAsync(tx, organization, Created, cancellationToken);
            case Criterion criterion:
                return await Tables.Criteria.ImportAsync(tx, criterion, Created, cancellationToken);
            case Assessment assessment:
                return await Tables.Assessments.ImportAsync(tx, assessment, Created, cancellationToken);
            default:
                var track = (Track)resource;
                var outcome = await Tables.Tracks.ImportAsync(tx, track, Created, cancellationToken);
                if (outcome == ImportOutcome.Created)
                {
                    await PositionDerivation.DeriveAllAsync(tx, track, cancellationToken);
                }
                return outcome;
        }
    }
}
