using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;

namespace AllianceServices.SystemTests;

/// <summary>Every fact that the report on the briefing of 17 June 2024 contains can be had through the public API.</summary>
public class SourceOfTheBriefingTests(ImportedSystem imported)
{
    private const string Source = "sources/euromaidanpress-kirby-2024-06";
    private const string Filter = $"sources:\"{Source}\"";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestSystem System => imported.System;

    [Fact]
    public async Task The_statements_of_the_report_are_listed()
    {
        var found = await System.Statements.ListStatementsAsync(new() { Filter = Filter }, cancellationToken: Ct);

        Assert.Equal(
            [
                "statements/biden-2024-06-04-time",
                "statements/kirby-2024-06-17",
                "statements/nato-2023-07-11-vilnius",
                "statements/us-de-officials-2024-01-30",
                "statements/zelensky-2024-04-11",
                "statements/zelensky-2024-06-13-announcement",
                "statements/zelensky-2024-06-expectation",
            ],
            found.Statements.Select(statement => statement.Name));
        Assert.Empty(found.NextPageToken);
        Assert.All(found.Statements, statement => Assert.Contains(Source, statement.Sources));
        Assert.All(found.Statements, statement => Assert.Equal(Statement.Types.State.Published, statement.State));
    }

    [Fact]
    public async Task The_briefing_is_there_with_its_words_its_second_quotation_and_its_count()
    {
        var briefing = await StatementAsync("statements/kirby-2024-06-17");

        Assert.Equal("John Kirby", briefing.Speaker);
        Assert.Equal("2024-06-17", briefing.Date);
        Assert.Equal("White House, Washington", briefing.Venue);
        Assert.Equal(
            "We do believe that NATO is in Ukraine's future, and we're going to work with them every step of the way to get them there",
            briefing.Quote);
        Assert.Contains("'first they [Ukraine] gotta win this war'", briefing.Note, StringComparison.Ordinal);
        Assert.Contains("long border with Russia", briefing.Summary, StringComparison.Ordinal);
        Assert.Contains("cannot decide alone", briefing.Summary, StringComparison.Ordinal);
        Assert.Equal(["agreements/ua-us-2024"], briefing.Agreements);
        var claim = Assert.Single(briefing.Claims);
        Assert.Equal(
            (Claim.Types.Metric.BilateralAgreementsSignedByOthers, 14, 15), (claim.Metric, claim.Low, claim.High));
        Assert.Equal(["US"], claim.Excluding);
        var position = Assert.Single(briefing.Positions);
        Assert.Equal((Stance.SupportsWithConditions, AuthorityLevel.Government), (position.Stance, position.Level));
    }

    [Fact]
    public async Task The_Vilnius_summit_is_there_with_its_promise_and_the_reforms_it_asked_for()
    {
        var summit = await StatementAsync("statements/nato-2023-07-11-vilnius");

        Assert.Equal("2023-07-11", summit.Date);
        Assert.Equal(
            "We will be in a position to extend an invitation to Ukraine to join the Alliance when Allies agree and conditions are met.",
            summit.Quote);
        Assert.Contains("dropped the MAP requirement", summit.Summary, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string>
            {
                "tracks/nato-ukraine/criteria/nato-map", "tracks/nato-ukraine/criteria/nato-rule-of-law",
                "tracks/nato-ukraine/criteria/nato-democratic-control",
            },
            summit.Criteria.ToHashSet());
    }

    [Fact]
    public async Task The_expectation_of_both_memberships_is_there()
    {
        var expectation = await StatementAsync("statements/zelensky-2024-06-expectation");

        Assert.Equal("Volodymyr Zelenskyy", expectation.Speaker);
        Assert.Contains("EU and NATO membership", expectation.Summary, StringComparison.Ordinal);
        Assert.Equal(["organizations/eu", "organizations/nato"], expectation.AboutOrganizations);
        Assert.Equal(DatePrecision.Month, expectation.DatePrecision);
    }

    [Theory]
    [InlineData("statements/us-de-officials-2024-01-30", "2024-01-30", "US, Germany push to delay Ukraine NATO membership invite")]
    [InlineData("statements/zelensky-2024-04-11", "2024-04-11", "EU membership negotiations in June and invites NATO membership")]
    [InlineData("statements/biden-2024-06-04-time", "2024-06-04", "vision for Ukraine peace, but without NATO membership")]
    [InlineData("statements/zelensky-2024-06-13-announcement", "2024-06-13", "signing of security agreements with US and Japan")]
    public async Task The_related_reports_are_there(string name, string date, string headline)
    {
        var report = await StatementAsync(name);

        Assert.Equal(date, report.Date);
        Assert.Contains(headline, report.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_two_agreements_of_the_thirteenth_of_June_are_there()
    {
        var found = await System.Agreements.ListAgreementsAsync(new() { Filter = Filter }, cancellationToken: Ct);
        Assert.Equal(["agreements/ua-jp-2024", "agreements/ua-us-2024"], found.Agreements.Select(agreement => agreement.Name));

        var japan = await System.Agreements.GetAgreementAsync(new() { Name = "agreements/ua-jp-2024" }, cancellationToken: Ct);
        var unitedStates = await System.Agreements.GetAgreementAsync(new() { Name = "agreements/ua-us-2024" }, cancellationToken: Ct);

        Assert.All([japan, unitedStates], agreement =>
        {
            Assert.Contains(Source, agreement.Sources);
            Assert.Equal("2024-06-13", agreement.SignedOn);
            Assert.Equal(AgreementType.BilateralSecurityAgreement, agreement.Type);
        });
        Assert.Contains("'joining 14-15 other countries'", unitedStates.Note, StringComparison.Ordinal);
        Assert.Contains("Joe Biden (President)", unitedStates.Signatories);
    }

    [Theory]
    [InlineData("nato-war-ended", "2024-06-17", Status.NotMet, "Ukraine has to win the war first", "statements/kirby-2024-06-17")]
    [InlineData("nato-anti-corruption", "2024-06-17", Status.NotMet, "Work on corruption still to be done", "statements/kirby-2024-06-17")]
    [InlineData("nato-consensus", "2024-06-17", Status.NotMet, "the US cannot make it happen alone", "statements/kirby-2024-06-17")]
    [InlineData("nato-defence-resources", "2024-06-17", Status.Unknown, "14-15 other countries", "agreements/ua-us-2024")]
    [InlineData("nato-map", "2023-07-11", Status.Waived, "beyond the need for the MAP", "statements/nato-2023-07-11-vilnius")]
    public async Task The_assessments_that_follow_from_the_report_are_there(
        string criterion, string date, Status status, string summary, string evidence)
    {
        var parent = $"tracks/nato-ukraine/criteria/{criterion}";
        var found = await System.Criteria.ListAssessmentsAsync(new() { Parent = parent, Filter = Filter }, cancellationToken: Ct);
        var listed = Assert.Single(found.Assessments);

        var assessment = await System.Criteria.GetAssessmentAsync(
            new() { Name = $"{parent}/assessments/{date}" }, cancellationToken: Ct);

        Assert.Equal(listed, assessment);
        Assert.Equal((date, status), (assessment.Date, assessment.Status));
        Assert.Contains(summary, assessment.Summary, StringComparison.Ordinal);
        Assert.Contains(evidence, assessment.Evidence);
        Assert.Contains(Source, assessment.Sources);
    }

    [Fact]
    public async Task The_report_itself_is_a_source_with_its_publisher()
    {
        var source = await System.Statements.GetSourceAsync(new() { Name = Source }, cancellationToken: Ct);

        Assert.Equal("Euromaidan Press", source.Publisher);
        Assert.Equal("2024-06-18", source.PublishedOn);
        Assert.Contains("John Kirby's briefing", source.Title, StringComparison.Ordinal);
    }

    private async Task<Statement> StatementAsync(string name)
    {
        var statement = await System.Statements.GetStatementAsync(new() { Name = name }, cancellationToken: Ct);
        Assert.Contains(Source, statement.Sources);
        return statement;
    }
}
