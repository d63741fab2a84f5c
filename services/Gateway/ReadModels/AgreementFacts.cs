using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using V1 = Alliance.Agreements.V1;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// What the read model keeps of the Agreements register's resources. Enums are numbered as in the contract.
/// </summary>
internal static class AgreementFacts
{
    public static Agreement ToFacts(this V1.Agreement agreement, Change change, Agreement? earlier) => new()
    {
        Name = agreement.Name,
        CorrectedAt = earlier is not null && change.Kind == Change.Types.Kind.Updated
            ? change.RecordTime.ToDateTimeOffset()
            : earlier?.CorrectedAt,
        Title = agreement.Title,
        Type = (AgreementType)agreement.Type,
        Parties = agreement.Parties.Select(p => p.HasCountry ? p.Country : p.Organization).ToArray().ToShared(),
        SignedOn = IsoDate.ParseOptional(agreement.SignedOn),
        Events = agreement.Events.Select(ToFacts).ToArray(),
        Commitments = agreement.Commitments.Select(ToFacts).ToArray(),
        Criteria = agreement.Criteria.ToShared(),
        Sources = agreement.Sources.ToShared(),
    };

    private static LifecycleEvent ToFacts(V1.LifecycleEvent step) =>
        new((LifecycleState)step.State, IsoDate.Parse(step.EffectiveDate));

    private static Commitment ToFacts(V1.Commitment commitment) => new(
        commitment.Kind.ToShared(),
        commitment.HasAmount ? commitment.Amount : null,
        (CommitmentUnit)commitment.Unit,
        commitment.Currency.ToShared(),
        commitment.Period.ToShared(),
        commitment.AtLeast);
}
