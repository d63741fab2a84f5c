using AllianceServices.ServiceDefaults.Errors;

namespace AllianceServices.Statements.Search;

/// <summary>What a query demands: words that follow one another.</summary>
/// <param name="Words">The words, folded; one unless it is a phrase.</param>
/// <param name="IsPrefix">Whether it matches all words that begin like the one.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix = false);

/// <summary>A query as the contract describes it. Whatever stands in it, the terms hold nothing but letters and digits.</summary>
/// <param name="Terms">All are required. At least one.</param>
internal sealed record SearchQuery(IReadOnlyList<SearchTerm> Terms)
{
    private const int MostWords = 20;
    private const string Field = "query";

    /// <summary>Reads a query; INVALID_ARGUMENT if it has no word or too many.</summary>
    public static SearchQuery Parse(string query)
    {
        var terms = new List<SearchTerm>();
        var at = 0;
        while (NextPhrase(query, at) is var (open, close))
        {
            terms.AddRange(WordsOf(query[at..open]));
            if (Words.Of(query[(open + 1)..close]) is { Count: > 0 } phrase)
            {
                terms.Add(new(phrase.ConvertAll(word => word.Folded)));
            }
            at = close + 1;
        }
        terms.AddRange(WordsOf(query[at..]));
        return terms.Sum(term => term.Words.Count) switch
        {
            0 => throw RpcErrors.InvalidArgument(new FieldViolation(Field, "must have a letter or a digit")),
            > MostWords => throw RpcErrors.InvalidArgument(new FieldViolation(Field, $"must not have more than {MostWords} words")),
            _ => new(terms),
        };
    }

    // The quotation marks around it; null where there is no pair of them any more.
    private static (int Open, int Close)? NextPhrase(string query, int from)
    {
        var open = query.IndexOf('"', from);
        var close = open < 0 ? -1 : query.IndexOf('"', open + 1);
        return close < 0 ? null : (open, close);
    }

    private static IEnumerable<SearchTerm> WordsOf(string text)
    {
        var words = Words.Of(text);
        for (var i = 0; i < words.Count; i++)
        {
            var end = words[i].End;
            // A star within a word is none at its end.
            var isPrefix = end < text.Length && text[end] == '*' && (i == words.Count - 1 || words[i + 1].Start > end + 1);
            yield return new([words[i].Folded], isPrefix);
        }
    }
}
