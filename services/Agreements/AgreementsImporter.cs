using Alliance.Agreements.V1;
using Alliance.Type.V1;
using AllianceServices.Agreements.Storage;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.ServiceDefaults.Validation;

namespace AllianceServices.Agreements;

/// <summary>Imports agreements.</summary>
public sealed class AgreementsImporter(
    Register<AgreementsContext> register, RequestValidator validator, TimeProvider clock)
    : Importer<AgreementsContext, ImportRequest>(register, validator)
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<FieldViolation>> CheckAsync(
        WriteTransaction<AgreementsContext> tx, Row row, IReadOnlySet<string> references, CancellationToken cancellationToken) =>
        Task.FromResult(AgreementRules.Check((Agreement)row.Resource, row.Path, IsoDate.DayOf(clock.GetUtcNow())));

    /// <inheritdoc/>
    protected override Task<ImportOutcome> ImportAsync(
        WriteTransaction<AgreementsContext> tx, IResource resource, CancellationToken cancellationToken)
    {
        var agreement = (Agreement)resource;
        AgreementRules.Derive(agreement);
        return Tables.Agreements.ImportAsync(tx, agreement, Change.Types.Kind.Created, cancellationToken);
    }
}
