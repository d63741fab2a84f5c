using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using Agreements = Alliance.Agreements.V1;
using Criteria = Alliance.Criteria.V1;
using V1 = Alliance.Readiness.V1;

namespace AllianceServices.Gateway;

/// <summary>Writes a composed readiness as the contract's message. Enums are numbered as in the contract.</summary>
public static class ReadinessMapper
{
    /// <summary>The readiness as a message, but for what belongs to the call: as_of, known_at and fresh_as_of.</summary>
    public static V1.Readiness ToMessage(this Readiness readiness) => new()
    {
        Name = $"{readiness.Track}/readiness",
        Method = readiness.Method,
        Verdict = (V1.Readiness.Types.Verdict)readiness.Verdict,
        OpenGates = { readiness.OpenGates },
        Score = ToMessage(readiness.Score),
        Criteria = { readiness.Criteria.Select(ToMessage) },
        Consensus = ToMessage(readiness.Consensus),
        Agreements = ToMessage(readiness.Agreements),
    };

    /// <summary>The same, with the messages of those parts that are the same objects as in a view before.</summary>
    /// <param name="readiness">The readiness.</param>
    /// <param name="before">The readiness before, with the same criteria in the same order.</param>
    /// <param name="message">Its message.</param>
    internal static V1.Readiness ToMessage(this Readiness readiness, Readiness before, V1.Readiness message) => new()
    {
        Name = message.Name,
        Method = readiness.Method,
        Verdict = (V1.Readiness.Types.Verdict)readiness.Verdict,
        OpenGates = { readiness.OpenGates },
        Score = ToMessage(readiness.Score),
        Criteria =
        {
            readiness.Criteria.Select((view, i) => ReferenceEquals(view, before.Criteria[i]) ? message.Criteria[i] : ToMessage(view)),
        },
        Consensus = message.Consensus,
        Agreements = message.Agreements,
    };

    /// <summary>How far each register's change log was read, as the contract writes it.</summary>
    internal static IEnumerable<LogPosition> ToMessages(this IEnumerable<KeyValuePair<string, long>> positions) =>
        positions.Select(log => new LogPosition { Register = log.Key, Sequence = log.Value });

    private static V1.Score ToMessage(Score score)
    {
        var message = new V1.Score { Low = score.Low, High = score.High, Coverage = score.Coverage };
        if (score.Value is { } value)
        {
            message.Value = value;
        }

        if (score is { RobustLow: { } low, RobustHigh: { } high })
        {
            (message.RobustLow, message.RobustHigh) = (low, high);
        }

        message.Drivers.AddRange(score.Drivers.Select(ToMessage));
        return message;
    }

    private static V1.Driver ToMessage(Driver driver)
    {
        var message = new V1.Driver { Criterion = driver.Criterion, Share = driver.Share, Uncertainty = driver.Uncertainty };
        if (driver.Effect is { } effect)
        {
            message.Effect = effect;
        }

        return message;
    }

    internal static V1.CriterionView ToMessage(CriterionView view) => new()
    {
        Criterion = view.Criterion.Name,
        Title = view.Criterion.Title,
        Kind = (Criteria.Criterion.Types.Kind)view.Criterion.Kind,
        Gate = view.Criterion.Gate,
        Weight = view.Weight,
        Parent = view.Criterion.Parent,
        Status = (Criteria.Status)view.Status,
        Assessment = view.Assessment?.Name ?? "",
        AssessedOn = IsoDate.Format(view.Assessment?.Date),
        Assessor = view.Assessment?.Assessor ?? "",
        Sources = { view.Sources.Select(ToMessage) },
        Evidence = { view.Evidence.Select(ToMessage) },
        RelatedRecords = view.RelatedRecords,
        NeedsReview = view.NeedsReview,
        Judgements = { view.Judgements.Select(ToMessage) },
        AssessorsDisagree = view.AssessorsDisagree,
    };

    private static V1.Judgement ToMessage(Judgement judgement) => new()
    {
        Assessor = judgement.Assessment.Assessor,
        Status = (Criteria.Status)judgement.Assessment.KnownStatus,
        Assessment = judgement.Assessment.Name,
        AssessedOn = IsoDate.Format(judgement.Assessment.Date),
        Designated = judgement.Designated,
    };

    private static V1.Evidence ToMessage(Evidence evidence) => new()
    {
        Record = evidence.Record,
        Date = IsoDate.Format(evidence.Date),
        Title = evidence.Title,
        Cited = evidence.Cited,
        ChangedSince = evidence.ChangedSince,
        Sources = { evidence.Sources.Select(ToMessage) },
    };

    internal static V1.SourceReference ToMessage(Source source) =>
        new() { Source = source.Name, Publisher = source.Publisher, Url = source.Url };

    private static V1.Consensus ToMessage(Consensus consensus) => new()
    {
        Required = consensus.Required,
        Counts = new V1.StanceCounts
        {
            Supports = consensus.Count(Domain.Stance.Supports),
            SupportsWithConditions = consensus.Count(Domain.Stance.SupportsWithConditions),
            Neutral = consensus.Count(Domain.Stance.Neutral),
            Sceptical = consensus.Count(Domain.Stance.Sceptical),
            Opposes = consensus.Count(Domain.Stance.Opposes),
            Unknown = consensus.Count(Domain.Stance.Unknown),
        },
        Members = { consensus.Members.Select(ToMessage) },
    };

    private static V1.MemberPosition ToMessage(MemberPosition position) => new()
    {
        Party = position.Member.Country,
        DisplayName = position.Member.DisplayName,
        Stance = (Alliance.Type.V1.Stance)position.Stance,
        Since = IsoDate.Format(position.Step?.Since),
        Record = position.Step?.Record ?? "",
        SinceRecord = position.Step?.SinceRecord ?? "",
        Divided = position.Step?.Divided ?? false,
        DividedRecord = position.Step?.DividedRecord ?? "",
        Sources = { position.Sources.Select(ToMessage) },
    };

    internal static V1.AgreementsView ToMessage(AgreementsView view) => new()
    {
        Signed = view.Signed,
        SignedIncludingOrganizations = view.SignedIncludingOrganizations,
        Announced = view.Announced,
        Disputed = view.Disputed,
        Parties = { view.Parties.Select(ToMessage) },
        Commitments = { view.Commitments.Select(ToMessage) },
        Agreements = { view.All.Select(ToMessage) },
    };

    private static V1.AgreementEntry ToMessage(AgreementEntry entry) => new()
    {
        Agreement = entry.Agreement.Name,
        Title = entry.Agreement.Title,
        Type = (Agreements.AgreementType)entry.Agreement.Type,
        State = (Agreements.LifecycleState)entry.State,
        Since = IsoDate.Format(entry.Since),
    };

    private static V1.PartyAgreement ToMessage(PartyAgreement party) => new()
    {
        Party = party.Party,
        State = (V1.PartyAgreement.Types.State)party.Standing,
        Agreement = party.Agreement?.Name ?? "",
        SignedOn = IsoDate.Format(party.SignedOn),
        Criteria = { party.Agreement?.Criteria ?? [] },
        Sources = { party.Sources.Select(ToMessage) },
    };

    private static V1.CommitmentGroup ToMessage(CommitmentGroup group) => new()
    {
        Unit = (Agreements.Commitment.Types.Unit)group.Unit,
        Currency = group.Currency,
        Period = group.Period,
        Commitments = { group.Commitments.Select(c => ToMessage(c.Agreement, c.Commitment)) },
    };

    private static V1.CommitmentView ToMessage(string agreement, Commitment commitment)
    {
        var message = new V1.CommitmentView
        {
            Agreement = agreement,
            Kind = commitment.Kind,
            AtLeast = commitment.AtLeast,
        };
        if (commitment.Amount is { } amount)
        {
            message.Amount = amount;
        }

        return message;
    }
}
