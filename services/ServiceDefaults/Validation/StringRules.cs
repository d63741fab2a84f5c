using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Alliance.Type.V1;
using AllianceServices.Contracts;
using Format = Alliance.Type.V1.FieldConstraint.Types.Format;

namespace AllianceServices.ServiceDefaults.Validation;

/// <summary>The forms that strings must have.</summary>
internal static partial class StringRules
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly DateOnly FirstDate = new(1900, 1, 1);
    private static readonly DateOnly LastDate = new(2199, 12, 31);

    /// <summary>What is wrong with a string, or null.</summary>
    public static string? Problem(string text, FieldRules rules, DateOnly today)
    {
        if (text.Length > rules.MaxChars)
        {
            return $"must not be longer than {rules.MaxChars} characters";
        }
        if (!IsText(text))
        {
            return "must not contain control characters";
        }
        return FormatProblem(text, rules.Constraint, today) ?? ReferenceProblem(text, rules);
    }

    /// <summary>Whether every database can hold it: whole characters, none of which is a control character but line feed and tab.</summary>
    internal static bool IsText(string text) =>
        !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) && (!text.Any(char.IsSurrogate) || IsWhole(text));

    // Without half of a surrogate pair.
    private static bool IsWhole(string text)
    {
        try
        {
            return StrictUtf8.GetByteCount(text) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static string? FormatProblem(string text, FieldConstraint constraint, DateOnly today) => constraint.Format switch
    {
        Format.Date => DateProblem(text, constraint.NotInFuture, today),
        Format.Country => Unless(Country().IsMatch(text), "must be an ISO 3166-1 alpha-2 country code such as UA"),
        Format.Id => Unless(Id().IsMatch(text),
            "must consist of at most 80 lower-case letters, digits and inner hyphens, such as kirby-2024-06-17"),
        Format.Term => Unless(Term().IsMatch(text),
            "must be a term of lower-case letters, digits, hyphens and underscores, such as press_briefing"),
        Format.Url => Unless(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            "must be an absolute http or https URL"),
        Format.Currency => Unless(Currency().IsMatch(text), "must be an ISO 4217 currency code such as EUR"),
        Format.Uuid => Unless(Uuid().IsMatch(text),
            "must be a UUID in lower-case letters such as 7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11"),
        Format.Language => Unless(Language().IsMatch(text), "must be an ISO 639 language code such as uk"),
        _ => null,
    };

    private static string? DateProblem(string text, bool notInFuture, DateOnly today)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || date < FirstDate)
        {
            return "must be a date such as 2024-06-17, not before 1900-01-01";
        }
        if (notInFuture && date > today)
        {
            return $"must not lie in the future; today is {today:yyyy-MM-dd} (UTC)";
        }
        return date > LastDate ? "must not lie after 2199-12-31" : null;
    }

    private static string? ReferenceProblem(string text, FieldRules rules)
    {
        if (rules.Reference is not { } reference || text.Length == 0)
        {
            return null;
        }
        if (reference.ChildType.Length > 0)
        {
            var parent = ResourcePatterns.Of(reference.ChildType).Parent!;
            return Unless(parent.Matches(text), $"must have the form {parent.Pattern}");
        }
        if (reference.Type == "*")
        {
            return Unless(ResourcePatterns.Match(text) is not null, "must be the name of a resource");
        }
        var pattern = ResourcePatterns.Of(reference.Type);
        return Unless(pattern.Matches(text), $"must have the form {pattern.Pattern}");
    }

    private static string? Unless(bool good, string problem) => good ? null : problem;

    [GeneratedRegex(@"^[A-Z]{2}\z")]
    private static partial Regex Country();

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]{0,79}\z")]
    private static partial Regex Term();

    [GeneratedRegex(@"^[A-Z]{3}\z")]
    private static partial Regex Currency();

    [GeneratedRegex(@"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^[a-z]{2,3}\z")]
    private static partial Regex Language();
}
