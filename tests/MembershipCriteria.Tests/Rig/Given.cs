using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.MembershipCriteria.Tests.Rig;

/// <summary>Valid resources for tests; each call makes a new one.</summary>
internal static class Given
{
    /// <summary>The track of Ukraine into NATO, or a name beneath it.</summary>
    public static string Track(string below = "") => below.Length == 0 ? "tracks/nato-ukraine" : $"tracks/nato-ukraine/{below}";

    public static Track Track(string organization, string candidate) =>
        new() { DisplayName = "A path", Organization = organization, Candidate = candidate };

    public static Organization Organization(Action<Organization>? change = null) => Changed(new Organization
    {
        DisplayName = "North Atlantic Treaty Organization",
        ShortName = "NATO",
        FoundingDate = "1949-04-04",
        DecisionRule = new DecisionRule { Type = DecisionRule.Types.Type.Unanimity },
        Members =
        {
            new Membership { Country = "US", DisplayName = "United States", AccessionDate = "1949-08-24" },
            new Membership { Country = "SE", DisplayName = "Sweden", AccessionDate = "2024-03-07" },
        },
        Confidence = Confidence.Verified,
    }, change);

    public static Criterion Criterion(Action<Criterion>? change = null) => Changed(new Criterion
    {
        Title = "Membership Action Plan",
        Kind = Alliance.Criteria.V1.Criterion.Types.Kind.Process,
        Scale = Alliance.Criteria.V1.Criterion.Types.Scale.Binary,
        Confidence = Confidence.Verified,
    }, change);

    public static Assessment Assessment(Action<Assessment>? change = null) => Changed(new Assessment
    {
        Date = "2023-07-11",
        DatePrecision = DatePrecision.Day,
        Status = Status.Waived,
        Assessor = "NATO",
        Confidence = Confidence.Verified,
    }, change);

    /// <summary>A published statement of the United States' government; it commits nobody unless the caller says so.</summary>
    public static Statement Statement(string id, string date = "2024-06-17", params PositionEntry[] positions) =>
        Sample.Statement(statement =>
        {
            statement.Name = $"statements/{id}";
            statement.Date = date;
            statement.State = Alliance.Statements.V1.Statement.Types.State.Published;
            statement.Positions.Add(positions);
        });

    public static Source Source(string id) => Sample.Source(source => source.Name = $"sources/{id}");

    /// <summary>An agreement as its register publishes it, with the day of its signature derived.</summary>
    public static Agreement Agreement(string id, string signedOn = "2024-06-13", params PositionEntry[] positions) => new()
    {
        Name = $"agreements/{id}",
        Title = "Bilateral Security Agreement",
        SignedOn = signedOn,
        Positions = { positions },
    };

    /// <summary>A government's stance on Ukraine's admission to NATO.</summary>
    public static PositionEntry Position(Stance stance, params string[] parties) => new()
    {
        Organization = "organizations/nato",
        Candidate = "UA",
        Stance = stance,
        Level = AuthorityLevel.Government,
        Parties = { parties },
    };

    public static T Changed<T>(T resource, Action<T>? change)
    {
        change?.Invoke(resource);
        return resource;
    }
}
