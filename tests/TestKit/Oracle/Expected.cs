namespace AllianceServices.TestKit.Oracle;

/// <summary>What the rules say about a track on a day. Enum values are spelt as in proto3 JSON, absent is empty.</summary>
public sealed record ExpectedReadiness(
    string Track,
    string AsOf,
    string Verdict,
    IReadOnlyList<string> OpenGates,
    ExpectedScore Score,
    IReadOnlyList<ExpectedDriver> Drivers,
    IReadOnlyList<ExpectedCriterion> Criteria,
    IReadOnlyList<ExpectedJudgement> Judgements,
    ExpectedConsensus Consensus,
    ExpectedAgreements Agreements);

/// <summary>The weighted mean with its bounds; no value where nothing is known.</summary>
public sealed record ExpectedScore(double? Value, double Low, double High, double Coverage);

/// <summary>A criterion that moves the score; no effect where it is unknown.</summary>
public sealed record ExpectedDriver(string Criterion, double Share, double? Effect, double Uncertainty);

/// <summary>The percentiles of the value over random weights.</summary>
public sealed record ExpectedRobustness(double Low, double High);

/// <summary>One criterion on the day; its weight is 0 where it does not count.</summary>
public sealed record ExpectedCriterion(
    string Name, string Parent, bool Gate, double Weight, string Status, string Assessment, bool Disagreement = false);

/// <summary>The last word of one of several assessors on a criterion.</summary>
public sealed record ExpectedJudgement(
    string Criterion, string Assessor, string Status, string Assessment, string AssessedOn, bool Designated);

/// <summary>Where the members stand; counts hold all six stances.</summary>
public sealed record ExpectedConsensus(
    int Required, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ExpectedMember> Members);

/// <summary>Where one member stands, by which record, and since which record without a break.</summary>
public sealed record ExpectedMember(
    string Party,
    string Stance,
    string Record,
    string Since,
    string SinceRecord,
    bool Divided,
    string DividedRecord);

/// <summary>The candidate's agreements, counted and by party.</summary>
public sealed record ExpectedAgreements(
    int SignedBilateral,
    int SignedIncludingOrganizations,
    int Announced,
    int Disputed,
    IReadOnlyList<ExpectedParty> Parties);

/// <summary>The agreement with one party; the party is a country code or the name of an organization.</summary>
public sealed record ExpectedParty(string Party, string State, string Agreement, string SignedOn);
