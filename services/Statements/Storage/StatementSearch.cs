using System.Globalization;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.Statements.Search;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Storage;

/// <summary>Finds the statements that a query matches.</summary>
internal static class StatementSearch
{
    // What a query costs must not grow with the register for ever: a word that every statement has would rank them all.
    private const int MostRanked = 10_000;

    /// <summary>A statement that was found.</summary>
    internal sealed record Found(string Name, double Score, byte[] Snapshot)
    {
        /// <summary>Its place among the results.</summary>
        public Place Place => new(Name, Score);
    }

    /// <summary>A place among the results.</summary>
    internal sealed record Place(string Name, double Score)
    {
        /// <inheritdoc/>
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Score:R} {Name}");

        /// <summary>Reads what <see cref="ToString"/> wrote; null where that is no place.</summary>
        public static Place? Parse(string place) =>
            place.Split(' ') is [var score, var name] && double.TryParse(score, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? new(name, value)
                : null;
    }

    /// <summary>The best statements, or those that come next after one of them.</summary>
    public static IAsyncEnumerable<Found> Find(StatementsContext db, SearchQuery query, string filter, Place? after, int most)
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
            // On SQLite a score depends on what else there is, and every write moves all of them a little: what counts is where
            // that statement stands by now, or stood if it is no longer found.
            var now =
                from key in keys
                where key.Name == name
                join hit in db.Search(query) on key.Id equals hit.Id
                select (double?)hit.Score;
            found = found.Where(row => row.Score < (now.FirstOrDefault() ?? score)
                || (row.Score == (now.FirstOrDefault() ?? score) && string.Compare(row.Name, name) > 0));
        }
        // The statements are read for those few only.
        var best =
            from row in found.OrderByDescending(row => row.Score).ThenBy(row => row.Name).Take(most)
            join statement in Tables.Statements.Rows(db, filter: "") on row.Name equals statement.Name
            orderby row.Score descending, row.Name
            select new Found(row.Name, row.Score, statement.Snapshot);
        return best.AsAsyncEnumerable();
    }
}
