using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using AllianceServices.ServiceDefaults.Resources;

namespace AllianceServices.Gateway.Views;

/// <summary>A place in a sequence of views that a caller can come back to: page tokens and resume tokens.</summary>
/// <param name="Mark">Where in the sequence: a date or an instant, ISO 8601.</param>
/// <param name="Positions">How far each register's log was read, so that the same views can be composed again anywhere.</param>
internal sealed partial record Cursor(string Mark, ImmutableSortedDictionary<string, long> Positions)
{
    /// <summary>The token for it, good for the same question only.</summary>
    public string Write(string question) => BoundToken.Write(
        question, string.Join(';', Positions.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}/{p.Value}")).Prepend(Mark)));

    /// <summary>
    /// Reads a token; false if it was not made for the question. The binding tells a mistake, not a forger, so that what it
    /// holds is looked at too.
    /// </summary>
    public static bool TryRead(string question, string token, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (BoundToken.TryRead(question, token, out var content) && Form().IsMatch(content))
        {
            var parts = content.Split(';');
            cursor = new(parts[0], parts.Skip(1).Select(part => part.Split('/')).Aggregate(
                ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal),
                (all, part) => all.SetItem(part[0], long.Parse(part[1], CultureInfo.InvariantCulture))));
        }
        return cursor is not null;
    }

    [GeneratedRegex("^[^;]+(;[a-z]+/[0-9]{1,18})*\\z")]
    private static partial Regex Form();
}
