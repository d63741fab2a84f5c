using AllianceServices.ServiceDefaults.ChangeLog;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Agreements.Storage;

/// <summary>The database of the Agreements register.</summary>
public class AgreementsContext(DbContextOptions options) : RegisterContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        MapResource<AgreementRow>(modelBuilder, "agreements");
        modelBuilder.Entity<AgreementRow>().HasIndex(row => new { row.ParentName, row.SignedOn, row.Name });
    }
}

/// <summary>The columns of an agreement that lists filter by.</summary>
public sealed class AgreementRow : ResourceRow
{
    /// <summary>What it is, as the contract names it.</summary>
    public string Type { get; set; } = "";

    /// <summary>Confidence, as the contract names it.</summary>
    public string Confidence { get; set; } = "";

    /// <summary>Day of signature, or empty.</summary>
    public string SignedOn { get; set; } = "";

    /// <summary>Country codes and organization names.</summary>
    public List<string> Parties { get; set; } = [];

    /// <summary>Terms.</summary>
    public List<string> Topics { get; set; } = [];

    /// <summary>Criterion names.</summary>
    public List<string> Criteria { get; set; } = [];

    /// <summary>Source names.</summary>
    public List<string> Sources { get; set; } = [];
}
