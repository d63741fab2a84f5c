using System.CommandLine;

namespace AllianceServices.Cli.Commands;

/// <summary>The option that says who makes a change.</summary>
internal static class ActorOption
{
    private const int Longest = 100;

    /// <summary>Makes the option.</summary>
    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--actor") { Description = description };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: > 0 and <= Longest } actor || actor.Any(c => c is < ' ' or > '~'))
            {
                result.AddError($"--actor must be at most {Longest} printable ASCII characters.");
            }
        });
        return option;
    }
}
