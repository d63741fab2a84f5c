using System.Globalization;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Search;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Storage;

/// <summary>Finds the statements that a query matches, without reading any of them.</summary>
internal static class StatementSearch
{
    // What a query costs must not grow with the register for ever: a word that every statement has would rank them all.
    private const int MostRanked = 10_000;

    /// <summary>A statement that was found.</summary>
    internal sealed record Found(string Name, double Score)
    {
        /// <summary>Its place among the results, to be read again by <see cref="At"/>.</summary>
        public string Place => string.Create(CultureInfo.InvariantCulture, $"{Score:R} {Name}");

        /// <summary>What stands at a place; null where that is none.</summary>
        public static Found? At(string place) =>
            place.Split(' ') is [var score, var name] && double.TryParse(score, CultureInfo.InvariantCulture, out var value)
                ? new(name, value)
                : null;
    }

    /// <summary>The best statements, or those that come next after one of them.</summary>
    public static Task<List<Found>> FindAsync(
        StatementsContext db, SearchQuery query, string filter, Found? after, int most, CancellationToken cancellationToken)
    {
        var keys = db.Set<SearchRow>().AsNoTracking();
        var hits = db.Search(query);
        if (filter.Length > 0)
        {
            var allowed = Tables.Statements.Rows(db, filter);
            hits = hits.Where(hit => keys.Any(key => key.Id == hit.Id && allowed.Any(row => row.Name == key.Name)));
        }
        var found =
            from hit in hits.OrderByDescending(hit => hit.Id).Take(MostRanked)
            join key in keys on hit.Id equals key.Id
            select new { key.Name, hit.Score };
        if (after is var (name, score))
        {
            found = found.Where(row => row.Score < score || (row.Score == score && string.Compare(row.Name, name) > 0));
        }
        return found.OrderByDescending(row => row.Score).ThenBy(row => row.Name).Take(most)
            .Select(row => new Found(row.Name, row.Score)).ToListAsync(cancellationToken);
    }
}
