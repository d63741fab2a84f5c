using System.Text;

namespace AllianceServices.Statements.Search;

/// <summary>A word of a text.</summary>
/// <param name="Folded">The word as it is compared: letters and digits.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it has ended.</param>
internal readonly record struct Word(string Folded, int Start, int End);

/// <summary>
/// Takes texts apart into words, those that are kept as well as those that are looked for, so that no database's own notion
/// of a word matters.
/// </summary>
internal static class Words
{
    // More would tell words apart that nobody writes, and PostgreSQL bounds a word at 2 kB.
    private const int LongestWord = 100;

    /// <summary>The words of texts, with a space between them: what the databases index.</summary>
    public static string Fold(params IEnumerable<string> texts) =>
        string.Join(' ', texts.SelectMany(Of).Select(word => word.Folded));

    /// <summary>The words of a text, in their order.</summary>
    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        var word = new StringBuilder(LongestWord);
        var (start, end, at) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var next = at + rune.Utf16SequenceLength;
            var folded = Folding.Of(rune);
            if (folded.Length == 0)
            {
                // A mark goes with the letter before it.
                end = next;
            }
            else if (!folded.Contains(Folding.Separator))
            {
                Extend(folded, at, next);
            }
            else
            {
                Take(folded, at, next);
            }
            at = next;
        }
        Finish();
        return words;

        // One character may end a word, begin another, or be several words.
        void Take(string folded, int from, int to)
        {
            if (folded.Length == 1)
            {
                Finish();
                return;
            }
            foreach (var (i, letters) in folded.Split(Folding.Separator).Index())
            {
                if (i > 0)
                {
                    Finish();
                }
                if (letters.Length > 0)
                {
                    Extend(letters, from, to);
                }
            }
        }

        void Extend(string letters, int from, int to)
        {
            if (word.Length == 0)
            {
                start = from;
            }
            // A character is taken in whole or not at all: half of a surrogate pair is no text.
            if (word.Length + letters.Length <= LongestWord)
            {
                word.Append(letters);
            }
            end = to;
        }

        void Finish()
        {
            if (word.Length > 0)
            {
                words.Add(new(word.ToString(), start, end));
                word.Clear();
            }
        }
    }
}
