namespace AllianceServices.Gateway.Domain;

/// <summary>Facts that are not the case, put in the place of those on record.</summary>
public static class Simulation
{
    /// <summary>The facts with statuses, positions and weights assumed.</summary>
    /// <param name="facts">The facts on record.</param>
    /// <param name="day">The day for which they are assumed.</param>
    /// <param name="statuses">Statuses, by criterion.</param>
    /// <param name="positions">Positions, by country.</param>
    /// <param name="weights">Weights, by criterion.</param>
    public static TrackFacts Assume(
        this TrackFacts facts, DateOnly day, IReadOnlyDictionary<string, Status> statuses,
        IReadOnlyDictionary<string, Stance> positions, IReadOnlyDictionary<string, double> weights) => facts with
        {
            Criteria =
            [
                .. facts.Criteria.Select(criterion => criterion with
                {
                    Weight = weights.GetValueOrDefault(criterion.Name, criterion.Weight),
                    // What is assumed decides, whoever is designated.
                    Assessors = statuses.ContainsKey(criterion.Name) ? [] : criterion.Assessors,
                }),
            ],
            Assessments =
            [
                .. facts.Assessments.Where(assessment => !statuses.ContainsKey(assessment.Criterion)),
                .. statuses.Select(status => new Assessment { Name = "", Criterion = status.Key, Date = day, Status = status.Value }),
            ],
            Positions =
            [
                .. facts.Positions.Where(position => !positions.ContainsKey(position.Party)),
                .. positions.Select(position => new Position(
                    $"{facts.Track}/positions/{position.Key}", position.Key, [new PositionStep { From = day, Stance = position.Value }], [])),
            ],
        };
}
