using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Google.Protobuf;

namespace AllianceServices.TestKit;

/// <summary>
/// A small world that no data set knows: an organization of a few countries and a candidate. Requests with everything that
/// is required, for tests to send as they are or to change.
/// </summary>
public sealed record World(string OrganizationId, string Candidate)
{
    public const string Source = "sources/gazette";

    /// <summary>Who assesses unless a test says otherwise, and who alone decides on the law.</summary>
    public const string Editors = "The editors";

    public static World Club { get; } = new("club", "XC");

    public string Organization => $"organizations/{OrganizationId}";

    public string TrackId => $"{OrganizationId}-{Candidate.ToLowerInvariant()}";

    public string Track => $"tracks/{TrackId}";

    public string Criterion(string id) => $"{Track}/criteria/{id}";

    public string Position(string party) => $"{Track}/positions/{party}";

    /// <summary>All of the world: its source, organization, track, and three criteria, one of them a gate.</summary>
    public IReadOnlyList<IMessage> Everything() =>
        [NewSource("gazette"), NewOrganization(), NewTrack(), .. NewCriteria()];

    public static CreateSourceRequest NewSource(string id) => new()
    {
        SourceId = id,
        Source = new()
        {
            Publisher = "The Gazette",
            Language = "en",
            Confidence = Confidence.Verified,
            Basis = Alliance.Statements.V1.Source.Types.Basis.TextSeen,
        },
    };

    /// <summary>XA and XB from the start, XD from 2010 on, XE until the end of 2019.</summary>
    public CreateOrganizationRequest NewOrganization() => new()
    {
        OrganizationId = OrganizationId,
        Organization = new()
        {
            DisplayName = $"The {OrganizationId}",
            ShortName = OrganizationId,
            FoundingDate = "2000-01-01",
            DecisionRule = new() { Type = DecisionRule.Types.Type.Unanimity },
            Members =
            {
                new Membership { Country = "XA", DisplayName = "Aland", AccessionDate = "2000-01-01" },
                new Membership { Country = "XB", DisplayName = "Bland", AccessionDate = "2000-01-01" },
                new Membership { Country = "XD", DisplayName = "Dland", AccessionDate = "2010-01-01" },
                new Membership { Country = "XE", DisplayName = "Eland", AccessionDate = "2000-01-01", LeftOn = "2019-12-31" },
            },
            Confidence = Confidence.Verified,
        },
    };

    public CreateTrackRequest NewTrack() => new()
    {
        TrackId = TrackId,
        Track = new() { DisplayName = $"{Candidate} joins {OrganizationId}", Organization = Organization, Candidate = Candidate },
    };

    public IEnumerable<CreateCriterionRequest> NewCriteria() =>
    [
        NewCriterion("consent", weight: 50, gate: true),
        NewCriterion("peace", weight: 30),
        NewCriterion("law", weight: 20, assessors: Editors),
    ];

    public CreateCriterionRequest NewCriterion(string id, int weight, bool gate = false, params string[] assessors) => new()
    {
        Parent = Track,
        CriterionId = id,
        Criterion = new()
        {
            Title = id,
            Kind = Alliance.Criteria.V1.Criterion.Types.Kind.Condition,
            Scale = Alliance.Criteria.V1.Criterion.Types.Scale.Binary,
            Gate = gate,
            Weight = new() { Value = weight },
            Assessors = { assessors },
            Confidence = Confidence.Verified,
        },
    };

    public CreateStatementRequest NewStatement(string id, string date, Stance stance, params string[] parties) => new()
    {
        StatementId = id,
        Statement = new()
        {
            Speaker = "A minister",
            SpeakerLevel = AuthorityLevel.Government,
            Date = date,
            DatePrecision = DatePrecision.Day,
            DateConfidence = DateConfidence.Verified,
            Kind = "press_briefing",
            Stance = stance,
            Summary = "Spoke of the admission.",
            Sources = { Source },
            Confidence = Confidence.Verified,
            Positions = { Entries(stance, AuthorityLevel.Government, parties) },
        },
    };

    public static PublishStatementRequest Publish(string id) => new() { Name = $"statements/{id}" };

    public CreateAgreementRequest NewAgreement(string id, string signedOn, string party, params PositionEntry[] positions) => new()
    {
        AgreementId = id,
        Agreement = new()
        {
            Title = $"Agreement of {Candidate} and {party}",
            Parties = { new Party { Country = Candidate }, new Party { Country = party } },
            Type = AgreementType.BilateralSecurityAgreement,
            Events = { new LifecycleEvent { State = LifecycleState.Signed, Date = signedOn } },
            Sources = { Source },
            Confidence = Confidence.Verified,
            Positions = { positions },
        },
    };

    public CreateAssessmentRequest NewAssessment(string criterion, string date, Status status, params string[] evidence) => new()
    {
        Parent = Criterion(criterion),
        AssessmentId = date,
        Assessment = new()
        {
            Date = date,
            DatePrecision = DatePrecision.Day,
            Status = status,
            Assessor = Editors,
            Evidence = { evidence },
            Confidence = Confidence.Verified,
        },
    };

    /// <summary>What commits countries to a stance; nothing without countries.</summary>
    public PositionEntry[] Entries(Stance stance, AuthorityLevel level, params string[] parties) => parties.Length == 0
        ? []
        : [new() { Organization = Organization, Candidate = Candidate, Stance = stance, Level = level, Parties = { parties } }];
}
