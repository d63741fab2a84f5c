using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AllianceServices.Statements.Search;

/// <summary>
/// What remains of a character when case, diacritics and compatibility forms are taken away. The decompositions come with the
/// program: .NET leaves them to a library of the system, which these services do without, and two databases would fold in two
/// ways.
/// </summary>
internal static class Folding
{
    /// <summary>What separates words.</summary>
    public const char Separator = ' ';

    private static readonly string Space = Separator.ToString();
    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(c => Plain(new Rune(c)))];
    private static readonly FrozenDictionary<int, string> Table = Read();

    /// <summary>
    /// Letters and digits; a <see cref="Separator"/>; words with separators between them, for `½`; or nothing, for a mark on
    /// the character before.
    /// </summary>
    public static string Of(Rune rune) =>
        rune.IsAscii ? Ascii[rune.Value] : Table.TryGetValue(rune.Value, out var folded) ? folded : Plain(rune);

    private static string Plain(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => "",
        // Such as the soft hyphen.
        UnicodeCategory.Format => "",
        // Among these is an apostrophe, which must not count as a letter where the other apostrophes do not.
        UnicodeCategory.ModifierLetter when rune.Value is >= 0x2B0 and <= 0x2FF => Space,
        <= UnicodeCategory.OtherLetter => Rune.ToLowerInvariant(rune).ToString(),
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => rune.ToString(),
        _ => Space,
    };

    private static FrozenDictionary<int, string> Read()
    {
        using var file = new StreamReader(typeof(Folding).Assembly.GetManifestResourceStream("Folding.txt")!);
        return file.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .SelectMany(parts => parts[1].EnumerateRunes().Select(rune => (rune.Value, Folded: parts[0])))
            .ToFrozenDictionary(entry => entry.Value, entry => entry.Folded);
    }
}
