using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;

namespace AllianceServices.Gateway.Tests;

/// <summary>Resources of the registers around the track `tracks/t` of candidate XX into `organizations/o`.</summary>
internal static class Resources
{
    public static Track Track(string name = "tracks/t") =>
        new() { Name = name, Organization = "organizations/o", Candidate = "XX" };

    public static Organization Organization(params string[] members) => new()
    {
        Name = "organizations/o",
        Members =
        {
            members.Select(m => new Membership { Country = m, DisplayName = $"Name of {m}", AccessionDate = "2000-01-01" }),
        },
    };

    public static Criterion Criterion(string id, int weight = 10) => new()
    {
        Name = $"tracks/t/criteria/{id}",
        Title = $"Title of {id}",
        Kind = Alliance.Criteria.V1.Criterion.Types.Kind.Process,
        Weight = new Weight { Value = weight },
    };

    public static Assessment Assessment(string criterion, Status status, params string[] evidence) => new()
    {
        Name = $"tracks/t/criteria/{criterion}/assessments/a",
        Date = "2024-02-01",
        Status = status,
        Assessor = "An assessor",
        Evidence = { evidence },
    };

    public static Position Position(string party, Stance stance, string record = "") => new()
    {
        Name = $"tracks/t/positions/{party}",
        Party = party,
        Steps = { new PositionStep { From = "2024-02-01", Stance = stance, Since = "2024-02-01", Record = record } },
    };

    public static Statement Statement(string id, params string[] criteria) => new()
    {
        Name = $"statements/{id}",
        Date = "2024-02-01",
        Speaker = $"Speaker of {id}",
        State = Alliance.Statements.V1.Statement.Types.State.Published,
        Criteria = { criteria.Select(c => $"tracks/t/criteria/{c}") },
    };

    public static Agreement Agreement(string id, string party, string candidate = "XX") => new()
    {
        Name = $"agreements/{id}",
        Title = $"Title of {id}",
        Type = AgreementType.BilateralSecurityAgreement,
        Parties = { new Party { Country = candidate }, new Party { Country = party } },
        Events = { new LifecycleEvent { State = LifecycleState.Signed, Date = "2024-02-01", EffectiveDate = "2024-02-01" } },
        SignedOn = "2024-02-01",
    };
}
