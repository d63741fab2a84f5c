namespace AllianceServices.Gateway.Domain;

/// <summary>Holds the numbers that officials stated about the register beside what it says for the day of the statement.</summary>
public static class ClaimChecks
{
    /// <summary>Checks the newest claims, the oldest of them first, and those of one statement in its order.</summary>
    /// <param name="facts">The record of the track whose candidate the claims are about.</param>
    /// <param name="statements">Published statements about the track's organization, in any order.</param>
    /// <param name="most">Most claims that are checked.</param>
    public static IEnumerable<ClaimCheck> Newest(TrackFacts facts, IEnumerable<Statement> statements, int most) => statements
        .OrderBy(statement => statement.Date).ThenBy(statement => statement.Name, StringComparer.Ordinal)
        .SelectMany(statement => statement.Claims, (statement, claim) => (statement, claim))
        .TakeLast(most)
        .Select(item => Check(facts, item.statement, item.claim));

    private static ClaimCheck Check(TrackFacts facts, Statement statement, Claim claim)
    {
        if (ObstacleTo(facts, statement, claim) is { } obstacle)
        {
            return new ClaimCheck(statement, claim, null, obstacle);
        }
        var counted = facts.Agreements
            .Where(agreement => IsCounted(agreement, claim) && agreement.StandingOn(statement.Date) == AgreementStanding.Signed)
            .Select(agreement => agreement.Name).Order(StringComparer.Ordinal);
        return new ClaimCheck(statement, claim, [.. counted], "");
    }

    private static bool IsCounted(Agreement agreement, Claim claim) => agreement.Type switch
    {
        AgreementType.BilateralSecurityAgreement => !agreement.Parties.Any(claim.Excluding.Contains),
        AgreementType.SecurityCommitments => claim.IncludesOrganizations,
        _ => false,
    };

    private static string? ObstacleTo(TrackFacts facts, Statement statement, Claim claim) =>
        claim.Metric is not (ClaimMetric.AgreementsSigned or ClaimMetric.AgreementsSignedByOthers)
            ? "The claim counts something that the register does not keep."
        : statement.MonthOnly ? "Only the month of the statement is known, not the day for which to count."
        : !IsAboutCandidate(facts, statement) ? "The statement does not say whose agreements it counts."
        : null;

    // The statement speaks for the candidate, of one of its agreements or to one of the track's criteria.
    private static bool IsAboutCandidate(TrackFacts facts, Statement statement) =>
        statement.SpokenFor.Contains(facts.Candidate)
        || statement.AboutAgreements.Any(name => facts.Agreements.Any(agreement => agreement.Name == name))
        || statement.Criteria.Any(name => facts.Criteria.Any(criterion => criterion.Name == name));
}

/// <summary>A claim beside what the register says.</summary>
/// <param name="Statement">The statement that makes it.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Counted">The agreements that the register counts for that day; null where it cannot say.</param>
/// <param name="Obstacle">Why the register cannot say, or empty.</param>
public sealed record ClaimCheck(Statement Statement, Claim Claim, IReadOnlyList<string>? Counted, string Obstacle)
{
    /// <summary>How much the register counts beyond the stated range: negative where it counts fewer.</summary>
    public int Difference => Counted is null ? 0
        : Counted.Count < Claim.Low ? Counted.Count - Claim.Low
        : Counted.Count > Claim.High ? Counted.Count - Claim.High
        : 0;
}
