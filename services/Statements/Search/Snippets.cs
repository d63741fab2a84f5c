using Alliance.Statements.V1;

namespace AllianceServices.Statements.Search;

/// <summary>Shows where a query matches a statement, from the statement itself, so that each store shows the same.</summary>
internal static class Snippets
{
    private const int Length = 30;
    private const int Before = 10;
    private const int MostTopics = 3;

    // Words of a text by their index, from the first on and without the last.
    private readonly record struct Range(int First, int End);

    /// <summary>The snippets of a statement, in the order of the contract.</summary>
    public static IEnumerable<Snippet> Of(Statement statement, SearchQuery query) =>
    [
        .. Of("quote", [statement.Quote], query),
        .. Of("summary", [statement.Summary], query),
        .. Of("speaker", [statement.Speaker], query),
        .. Of("topics", statement.Topics, query).Take(MostTopics),
    ];

    // The texts of a field follow one another, as they do in the index: a phrase may begin in one and end in the next.
    private static IEnumerable<Snippet> Of(string field, IReadOnlyList<string> texts, SearchQuery query)
    {
        var words = texts.Select(Words.Of).ToList();
        var matches = Matches([.. words.SelectMany(ofText => ofText)], query);
        var first = 0;
        foreach (var (text, ofText) in texts.Zip(words))
        {
            var inText = matches
                .Select(match => new Range(Math.Max(match.First - first, 0), Math.Min(match.End - first, ofText.Count)))
                .Where(match => match.First < match.End).ToList();
            if (inText.Count > 0)
            {
                yield return new() { Field = field, Segments = { Segments(text, ofText, inText) } };
            }
            first += ofText.Count;
        }
    }

    // In the order of the text; of two that overlap the one that begins first, and of those the longer.
    private static List<Range> Matches(List<Word> words, SearchQuery query)
    {
        var matches = new List<Range>();
        for (var i = 0; i < words.Count; i++)
        {
            var length = query.Terms.Where(term => IsAt(words, i, term)).Select(term => term.Words.Count).DefaultIfEmpty(0).Max();
            if (length > 0)
            {
                matches.Add(new(i, i + length));
                i += length - 1;
            }
        }
        return matches;
    }

    private static bool IsAt(List<Word> words, int index, SearchTerm term)
    {
        if (term.IsPrefix)
        {
            return words[index].Folded.StartsWith(term.Words[0], StringComparison.Ordinal);
        }
        return index + term.Words.Count <= words.Count
            && term.Words.Index().All(word => words[index + word.Index].Folded == word.Item);
    }

    private static IEnumerable<Snippet.Types.Segment> Segments(string text, List<Word> words, List<Range> matches)
    {
        var window = WindowAround(matches[0].First, words.Count);
        var at = window.First == 0 ? 0 : words[window.First].Start;
        var end = window.End == words.Count ? text.Length : words[window.End - 1].End;
        foreach (var match in matches.TakeWhile(match => match.End <= window.End))
        {
            var (from, to) = (words[match.First].Start, words[match.End - 1].End);
            if (from > at)
            {
                yield return new() { Text = text[at..from] };
            }
            // One character can be several words, such as ½: what of it was shown is not shown again.
            from = Math.Max(from, at);
            if (to > from)
            {
                yield return new() { Text = text[from..to], Matched = true };
                at = to;
            }
        }
        if (end > at)
        {
            yield return new() { Text = text[at..end] };
        }
    }

    // What stands before a match helps to understand it; at the end of the text there is more room for that.
    private static Range WindowAround(int match, int count)
    {
        var first = Math.Max(0, Math.Min(match - Before, count - Length));
        return new(first, Math.Min(count, first + Length));
    }
}
