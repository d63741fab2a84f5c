using AllianceServices.ServiceDefaults.ChangeLog;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Storage;

/// <summary>The database of the Statements register.</summary>
public class StatementsContext(DbContextOptions options) : RegisterContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        MapResource<StatementRow>(modelBuilder, "statements");
        modelBuilder.Entity<StatementRow>().HasIndex(row => row.Date);
        MapResource<SourceRow>(modelBuilder, "sources");
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
