using Alliance.Statements.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.Statements.Search;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Storage;

/// <summary>The database of the Statements register.</summary>
public class StatementsContext(DbContextOptions options) : RegisterContext(options)
{
    private const int FilledAtOnce = 500;

    private IQueryable<StatementRow> Unsearched => Set<StatementRow>().Where(row => row.SearchSpeaker == null);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        MapResource<StatementRow>(modelBuilder, "statements");
        modelBuilder.Entity<StatementRow>().HasIndex(row => new { row.ParentName, row.Date, row.Name });
        // Only those that an upgrade has to fill are in this index, so that a start finds at once that there are none.
        modelBuilder.Entity<StatementRow>().HasIndex(row => row.Name, "IX_statements_unsearched").HasFilter("\"SearchSpeaker\" IS NULL");
        MapResource<SourceRow>(modelBuilder, "sources");
        modelBuilder.Entity<SourceRow>().HasIndex(row => new { row.ParentName, row.PublishedOn, row.Name });
        modelBuilder.Entity<SearchRow>(search =>
        {
            search.ToTable("statement_search").HasKey(row => row.Id);
            search.HasOne<StatementRow>().WithOne().HasForeignKey<SearchRow>(row => row.Name);
        });
    }

    /// <inheritdoc/>
    protected override Task<bool> HasGapsAsync(CancellationToken cancellationToken) => Unsearched.AnyAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task FillGapsAsync(CancellationToken cancellationToken)
    {
        var rows = await Unsearched.OrderBy(row => row.Name).Take(FilledAtOnce).ToListAsync(cancellationToken);
        rows.ForEach(row => Tables.IndexWords(row, Statement.Parser.ParseFrom(row.Snapshot)));
    }

    /// <summary>
    /// The statements that a query matches, from the full-text index. The numbers are the weights of the columns: speaker,
    /// topics, summary, quote. https://sqlite.org/fts5.html#the_bm25_function
    /// </summary>
    internal virtual IQueryable<SearchHit> Search(SearchQuery query)
    {
        // In quotes a word is a word, even if it is AND.
        var match = string.Join(" AND ", query.Terms.Select(term => $"\"{string.Join(' ', term.Words)}\"{(term.IsPrefix ? "*" : "")}"));
        return Database.SqlQuery<SearchHit>($"""
            SELECT rowid AS "Id", -bm25(statement_words, 10.0, 5.0, 1.0, 1.0) AS "Score"
            FROM statement_words WHERE statement_words MATCH {match}
            """);
    }
}

/// <summary>The columns of a statement that lists filter by.</summary>
public sealed class StatementRow : ResourceRow
{
    /// <summary>Day, ISO 8601.</summary>
    public string Date { get; set; } = "";

    /// <summary>Editorial state, as the contract names it.</summary>
    public string State { get; set; } = "";

    /// <summary>Form.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Who spoke.</summary>
    public string Speaker { get; set; } = "";

    /// <summary>On whose behalf, as the contract names it.</summary>
    public string SpeakerLevel { get; set; } = "";

    /// <summary>The organization that spoke, or empty.</summary>
    public string SpeakerOrganization { get; set; } = "";

    /// <summary>Tone, as the contract names it.</summary>
    public string Stance { get; set; } = "";

    /// <summary>Confidence, as the contract names it.</summary>
    public string Confidence { get; set; } = "";

    /// <summary>Country codes.</summary>
    public List<string> Countries { get; set; } = [];

    /// <summary>Terms.</summary>
    public List<string> Topics { get; set; } = [];

    /// <summary>Source names.</summary>
    public List<string> Sources { get; set; } = [];

    /// <summary>Criterion names.</summary>
    public List<string> Criteria { get; set; } = [];

    /// <summary>Agreement names.</summary>
    public List<string> Agreements { get; set; } = [];

    /// <summary>Organization names.</summary>
    public List<string> AboutOrganizations { get; set; } = [];

    /// <summary>The speaker's words, folded. Null in a row that was written before there was a search.</summary>
    public string? SearchSpeaker { get; set; }

    /// <summary>The words of the topics, folded.</summary>
    public string? SearchTopics { get; set; }

    /// <summary>The summary's words, folded.</summary>
    public string? SearchSummary { get; set; }

    /// <summary>The quote's words, folded.</summary>
    public string? SearchQuote { get; set; }
}

/// <summary>The columns of a source that lists filter by.</summary>
public sealed class SourceRow : ResourceRow
{
    /// <summary>Publisher, or empty.</summary>
    public string Publisher { get; set; } = "";

    /// <summary>Language, ISO 639.</summary>
    public string Language { get; set; } = "";

    /// <summary>Day of publication, or empty.</summary>
    public string PublishedOn { get; set; } = "";

    /// <summary>Confidence, as the contract names it.</summary>
    public string Confidence { get; set; } = "";
}
