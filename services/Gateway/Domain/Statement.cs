namespace AllianceServices.Gateway.Domain;

/// <summary>What an official or a body said in public.</summary>
public sealed record Statement
{
    /// <summary><c>statements/{statement}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The day on which it was said.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Whether it is part of the public record. A draft counts nowhere.</summary>
    public required bool Published { get; init; }

    /// <summary>Who spoke.</summary>
    public string Speaker { get; init; } = "";

    /// <summary>The criteria that it bears on.</summary>
    public IReadOnlyList<string> Criteria { get; init; } = [];

    /// <summary>Where it comes from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}
