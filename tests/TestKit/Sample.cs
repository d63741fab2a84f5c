using Alliance.Statements.V1;
using Alliance.Type.V1;

namespace AllianceServices.TestKit;

/// <summary>Valid resources for tests; each call makes a new one, which the caller may change.</summary>
public static class Sample
{
    /// <summary>The source that the sample statements come from.</summary>
    public const string SourceName = "sources/briefing";

    /// <summary>A source with every field set.</summary>
    public static Source Source(Action<Source>? change = null) => Changed(new Source
    {
        Publisher = "Euromaidan Press",
        Title = "White House on security agreements",
        Url = "https://example.org/2024/06/17/briefing",
        PublishedOn = "2024-06-18",
        Language = "en",
        Note = "Seen in full.",
        Confidence = Confidence.Verified,
        Basis = Alliance.Statements.V1.Source.Types.Basis.TextSeen,
    }, change);

    /// <summary>A statement with what is required and nothing else.</summary>
    public static Statement Statement(Action<Statement>? change = null) => Changed(new Statement
    {
        Speaker = "John Kirby",
        SpeakerLevel = AuthorityLevel.Government,
        Date = "2024-06-17",
        DatePrecision = DatePrecision.Day,
        DateConfidence = DateConfidence.Verified,
        Kind = "press_briefing",
        Stance = Stance.NotApplicable,
        Summary = "Expects 14 or 15 countries to have concluded agreements.",
        Sources = { SourceName },
        Confidence = Confidence.Verified,
    }, change);

    /// <summary>A statement with every field set.</summary>
    public static Statement FullStatement(Action<Statement>? change = null) => Changed(Statement(statement =>
    {
        statement.SpeakerRole = "White House spokesperson";
        statement.SpeakerOrganization = "organizations/nato";
        statement.Countries.Add("US");
        statement.Venue = "Washington";
        statement.Topics.Add("security-agreements");
        statement.StanceJustification = "Speaks of agreements only.";
        statement.Quote = "Fourteen or fifteen have signed.";
        statement.AboutOrganizations.Add("organizations/nato");
        statement.Criteria.Add("tracks/nato-ukraine/criteria/nato-war-ended");
        statement.Agreements.Add("agreements/ua-us-2024");
        statement.Note = "The count was given offhand.";
        statement.Positions.Add(new PositionEntry
        {
            Organization = "organizations/nato",
            Candidate = "UA",
            Stance = Stance.SupportsWithConditions,
            Level = AuthorityLevel.Government,
            Parties = { "US" },
        });
        statement.Claims.Add(new Claim
        {
            Metric = Claim.Types.Metric.BilateralAgreementsSigned,
            Low = 14,
            High = 15,
            Excluding = { "US" },
            IncludesOrganizations = true,
        });
    }), change);

    private static T Changed<T>(T resource, Action<T>? change)
    {
        change?.Invoke(resource);
        return resource;
    }
}
