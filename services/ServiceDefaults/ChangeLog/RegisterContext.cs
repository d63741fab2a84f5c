using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>The database of one register: its change log and, in the derived class, the current state of its resources.</summary>
public abstract class RegisterContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The change log.</summary>
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();

    /// <summary>Request ids in use.</summary>
    public DbSet<RequestRow> Requests => Set<RequestRow>();

    /// <summary>Cursors of the relay and on other registers.</summary>
    public DbSet<CursorRow> Cursors => Set<CursorRow>();

    /// <summary>Whether an upgrade of the schema has left something to code, because SQL cannot read a resource.</summary>
    internal protected virtual Task<bool> HasGapsAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>
    /// Fills in a bounded part of it. Runs at the start, inside a transaction that has its turn with the writes; what is
    /// interrupted goes on at the next start.
    /// </summary>
    internal protected virtual Task FillGapsAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChangeRow>(change =>
        {
            change.ToTable("changes").HasKey(row => row.Sequence);
            change.Property(row => row.Sequence).ValueGeneratedNever();
            change.HasIndex(row => new { row.Name, row.Revision }).IsUnique();
        });
        modelBuilder.Entity<RequestRow>().ToTable("requests").HasKey(row => row.RequestId);
        modelBuilder.Entity<CursorRow>().ToTable("cursors").HasKey(row => row.Name);
    }

    /// <summary>Maps the current state of one kind of resource.</summary>
    protected static void MapResource<TRow>(ModelBuilder modelBuilder, string table) where TRow : ResourceRow =>
        modelBuilder.Entity<TRow>(resource =>
        {
            resource.ToTable(table).HasKey(row => row.Name);
            resource.HasIndex(row => new { row.ParentName, row.Name });
        });
}
