using AllianceServices.ServiceDefaults.ChangeLog;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.MembershipCriteria.Storage;

/// <summary>The database of the MembershipCriteria register.</summary>
public class CriteriaContext(DbContextOptions options) : RegisterContext(options)
{
    /// <summary>What statements and agreements say about positions, from which positions are derived.</summary>
    public DbSet<PositionEntryRow> PositionEntries => Set<PositionEntryRow>();

    /// <summary>The records of the other registers, so that references hold while those are away.</summary>
    public DbSet<KnownRecordRow> KnownRecords => Set<KnownRecordRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        MapResource<OrganizationRow>(modelBuilder, "organizations");
        MapResource<TrackRow>(modelBuilder, "tracks");
        MapResource<CriterionRow>(modelBuilder, "criteria");
        MapResource<AssessmentRow>(modelBuilder, "assessments");
        modelBuilder.Entity<AssessmentRow>().HasIndex(row => new { row.ParentName, row.Date, row.Name });
        MapResource<PositionRow>(modelBuilder, "positions");
        modelBuilder.Entity<KnownRecordRow>().ToTable("known_records").HasKey(row => row.Name);
        modelBuilder.Entity<PositionEntryRow>(entry =>
        {
            entry.ToTable("position_entries").HasKey(row => new { row.Record, row.Number });
            entry.HasIndex(row => new { row.Organization, row.Candidate, row.Party });
        });
    }
}

/// <summary>The columns of an organization that lists filter by.</summary>
public sealed class OrganizationRow : ResourceRow
{
    /// <summary>The name it goes by.</summary>
    public string ShortName { get; set; } = "";

    /// <summary>Country codes, past and present members.</summary>
    public List<string> Members { get; set; } = [];
}

/// <summary>The columns of a track that lists filter by.</summary>
public sealed class TrackRow : ResourceRow
{
    /// <summary>Organization name.</summary>
    public string Organization { get; set; } = "";

    /// <summary>Country code.</summary>
    public string Candidate { get; set; } = "";
}

/// <summary>The columns of a criterion that lists filter by.</summary>
public sealed class CriterionRow : ResourceRow
{
    /// <summary>What it is, as the contract names it.</summary>
    public string Kind { get; set; } = "";

    /// <summary>How it is judged, as the contract names it.</summary>
    public string Scale { get; set; } = "";

    /// <summary>Whether it is a gate.</summary>
    public bool Gate { get; set; }

    /// <summary>The criterion that it details, or empty.</summary>
    public string DetailedCriterion { get; set; } = "";

    /// <summary>Confidence, as the contract names it.</summary>
    public string Confidence { get; set; } = "";
}

/// <summary>The columns of an assessment that lists filter by.</summary>
public sealed class AssessmentRow : ResourceRow
{
    /// <summary>Day, ISO 8601.</summary>
    public string Date { get; set; } = "";

    /// <summary>Status, as the contract names it.</summary>
    public string Status { get; set; } = "";

    /// <summary>Who judged.</summary>
    public string Assessor { get; set; } = "";

    /// <summary>Confidence, as the contract names it.</summary>
    public string Confidence { get; set; } = "";

    /// <summary>Record names.</summary>
    public List<string> Evidence { get; set; } = [];

    /// <summary>Source names.</summary>
    public List<string> Sources { get; set; } = [];
}

/// <summary>The columns of a position that lists filter by.</summary>
public sealed class PositionRow : ResourceRow
{
    /// <summary>Country code.</summary>
    public string Party { get; set; } = "";
}

/// <summary>A record of another register, as far as its log has been handled.</summary>
public sealed class KnownRecordRow
{
    /// <summary>The statement, source or agreement.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it can be relied on: a draft or what was retracted cannot.</summary>
    public required bool IsPublic { get; set; }

    /// <summary>Whether it was public and no longer is. False of what was retracted before this was noted.</summary>
    public bool IsRetracted { get; set; }
}

/// <summary>One country that a record commits to a stance.</summary>
public sealed class PositionEntryRow
{
    /// <summary>The statement or agreement.</summary>
    public required string Record { get; init; }

    /// <summary>Counts the entries of the record.</summary>
    public required int Number { get; init; }

    /// <summary>Organization name.</summary>
    public required string Organization { get; init; }

    /// <summary>Country code of the candidate.</summary>
    public required string Candidate { get; init; }

    /// <summary>Country code of the country that is committed.</summary>
    public required string Party { get; init; }

    /// <summary>When it was said or signed.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The stance.</summary>
    public required Alliance.Type.V1.Stance Stance { get; init; }

    /// <summary>On whose behalf.</summary>
    public required Alliance.Type.V1.AuthorityLevel Level { get; init; }

    /// <summary>Whether the record is well enough supported to count.</summary>
    public required bool Confirmed { get; init; }

    /// <summary>Whether it is an editors' mark.</summary>
    public required bool EditorialReset { get; init; }
}
