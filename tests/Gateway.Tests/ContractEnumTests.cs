using AllianceServices.Gateway.Domain;
using Contract = Alliance;

namespace AllianceServices.Gateway.Tests;

/// <summary>Enums of the domain are converted to the contract's by number, so each must say the same in both.</summary>
public class ContractEnumTests
{
    [Fact]
    public void Domain_enums_have_the_contracts_names_and_numbers()
    {
        AssertSame<Status, Contract.Criteria.V1.Status>();
        AssertSame<CriterionKind, Contract.Criteria.V1.Criterion.Types.Kind>();
        AssertSame<Stance, Contract.Type.V1.Stance>();
        AssertSame<AgreementType, Contract.Agreements.V1.AgreementType>();
        AssertSame<LifecycleState, Contract.Agreements.V1.LifecycleState>();
        AssertSame<CommitmentUnit, Contract.Agreements.V1.Commitment.Types.Unit>();
        AssertSame<Verdict, Contract.Readiness.V1.Readiness.Types.Verdict>();
        AssertSame<AgreementStanding, Contract.Readiness.V1.PartyAgreement.Types.State>();
    }

    private static void AssertSame<TDomain, TContract>()
        where TDomain : struct, Enum
        where TContract : struct, Enum =>
        Assert.Equal(
            Enum.GetValues<TContract>().Select(v => $"{v} = {v:D}"),
            Enum.GetValues<TDomain>().Select(v => $"{v} = {v:D}"));
}
