using AllianceServices.ServiceDefaults.Storage;
using AllianceServices.Statements.Search;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Storage;

/// <summary>The same database on PostgreSQL, which has migrations of its own.</summary>
public sealed class StatementsPostgreSqlContext(DbContextOptions<StatementsPostgreSqlContext> options) : StatementsContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UseOrdinalText();

    // The weights are those of D, C, B and A: quote and summary, none, topics, speaker. The 1 makes a match in a long statement
    // count less. https://www.postgresql.org/docs/current/textsearch-controls.html#TEXTSEARCH-RANKING
    internal override IQueryable<SearchHit> Search(SearchQuery query)
    {
        var match = string.Join(" & ", query.Terms.Select(term =>
            string.Join(" <-> ", term.Words.Select(word => $"'{word}'")) + (term.IsPrefix ? ":*" : "")));
        return Database.SqlQuery<SearchHit>($$"""
            SELECT "Id", ts_rank_cd('{0.1, 0.1, 0.5, 1.0}', "Words", {{match}}::tsquery, 1)::float8 AS "Score"
            FROM statement_search WHERE "Words" @@ {{match}}::tsquery
            """);
    }
}
