namespace AllianceServices.Gateway.Domain;

public static partial class ReadinessMethodV1
{
    private static AgreementsView AgreementsOn(
        DateOnly asOf, TrackFacts facts, Consensus consensus, RecordBook records)
    {
        var agreements = facts.Agreements
            .Where(a => a.Parties.Contains(facts.Candidate))
            .Select(a => new DatedAgreement(a, a.StateOn(asOf), a.StandingOn(asOf), a.DateOn(asOf)))
            .ToList();
        var bilateral = agreements.Where(a => a.Type == AgreementType.BilateralSecurityAgreement).ToList();
        var ofOrganizations = agreements.Where(a => a.Type == AgreementType.SecurityCommitments).ToList();
        var signed = bilateral.Count(a => a.Standing == AgreementStanding.Signed);

        return new AgreementsView
        {
            Signed = signed,
            SignedIncludingOrganizations = signed + ofOrganizations.Count(a => a.Standing == AgreementStanding.Signed),
            Announced = bilateral.Count(a => a.Standing == AgreementStanding.Announced),
            Disputed = bilateral.Count(a => a.Standing == AgreementStanding.Disputed),
            Parties = PartiesOn(asOf, facts.Candidate, [.. bilateral, .. ofOrganizations], consensus, records),
            Commitments = CommitmentsOf(agreements.Where(a => a.Standing == AgreementStanding.Signed)),
            All = [.. agreements
                .Where(a => a.State != LifecycleState.Unspecified)
                .OrderBy(a => a.Agreement.Name, StringComparer.Ordinal)
                .Select(a => new AgreementEntry(a.Agreement, a.State, a.Agreement.StateSince(asOf)))],
        };
    }

    private static List<PartyAgreement> PartiesOn(
        DateOnly asOf, string candidate, List<DatedAgreement> agreements, Consensus consensus, RecordBook records)
    {
        var byParty = agreements
            .Where(a => a.Standing != AgreementStanding.None)
            .SelectMany(a => a.Agreement.Parties, (agreement, party) => (party, agreement))
            .ToLookup(pair => pair.party, pair => pair.agreement);

        return [.. consensus.Members.Select(m => m.Member.Country)
            .Union(byParty.Select(group => group.Key))
            .Where(party => party != candidate)
            .Order(StringComparer.Ordinal)
            .Select(party => FurthestOf(byParty[party]) is { } furthest
                ? new PartyAgreement(
                    party,
                    furthest.Standing,
                    furthest.Agreement,
                    furthest.Agreement.SignedOn <= asOf ? furthest.Agreement.SignedOn : null,
                    records.Sources(furthest.Agreement.Sources))
                : new PartyAgreement(party, AgreementStanding.None, null, null, []))];
    }

    // An ended agreement has the longer life behind it, but a signature that stands says more about the day.
    private static DatedAgreement? FurthestOf(IEnumerable<DatedAgreement> agreements) => agreements
        .OrderByDescending(a => a.Standing == AgreementStanding.Signed)
        .ThenByDescending(a => a.Standing)
        .ThenByDescending(a => a.State)
        .ThenByDescending(a => a.Date)
        .ThenBy(a => a.Agreement.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static List<CommitmentGroup> CommitmentsOf(IEnumerable<DatedAgreement> agreements) =>
        [.. agreements
            .OrderBy(a => a.Agreement.Name, StringComparer.Ordinal)
            .SelectMany(a => a.Agreement.Commitments, (a, commitment) => (Agreement: a.Agreement.Name, commitment))
            .GroupBy(c => (c.commitment.Unit, c.commitment.Currency, c.commitment.Period))
            .OrderBy(group => group.Key.Unit)
            .ThenBy(group => group.Key.Currency, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Period, StringComparer.Ordinal)
            .Select(group => new CommitmentGroup(group.Key.Unit, group.Key.Currency, group.Key.Period, [.. group]))];

    /// <summary>An agreement with its state on the day.</summary>
    private sealed record DatedAgreement(
        Agreement Agreement, LifecycleState State, AgreementStanding Standing, DateOnly? Date)
    {
        public AgreementType Type => Agreement.Type;
    }
}
