using System.Reflection;
using AllianceServices.ServiceDefaults.DeadLetters;
using AllianceServices.ServiceDefaults.Resources;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.ChangeLog;

/// <summary>The database of one register: its change log and, in the derived class, the current state of its resources.</summary>
public abstract class RegisterContext : DbContext
{
    private static readonly MethodInfo SetOf = typeof(DbContext).GetMethod(nameof(Set), [])!;

    /// <summary>Opens it.</summary>
    protected RegisterContext(DbContextOptions options) : base(options)
    {
        // A write that fails is given up as a whole and needs no savepoints. With them, a session that is lost when Entity Framework
        // releases one is not told: it connects again, and commits the rest of the write without what came before.
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>The change log.</summary>
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();

    /// <summary>Request ids in use.</summary>
    public DbSet<RequestRow> Requests => Set<RequestRow>();

    /// <summary>Cursors of the relay and on other registers.</summary>
    public DbSet<CursorRow> Cursors => Set<CursorRow>();

    /// <summary>Events of the register's topic that subscribers gave up.</summary>
    public DbSet<DeadLetterRow> DeadLetters => Set<DeadLetterRow>();

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
        modelBuilder.Entity<DeadLetterRow>(letter =>
        {
            letter.ToTable("dead_letters").HasKey(row => row.Name);
            letter.HasIndex(row => new { row.FirstTime, row.Name });
        });
    }

    /// <summary>
    /// Reads the rows that are about to be asked for one by one, all of a kind at once, so that FindAsync has them at hand.
    /// Returns the names that are not taken.
    /// </summary>
    internal async Task<HashSet<string>> PreloadAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var absent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in names.Distinct().GroupBy(ResourceName.CollectionOf))
        {
            if (RowsOf(kind.Key) is { } rows)
            {
                var asked = kind.ToList();
                absent.UnionWith(asked);
                absent.ExceptWith((await rows.Where(row => asked.Contains(row.Name)).ToListAsync(cancellationToken)).Select(row => row.Name));
            }
        }
        return absent;
    }

    /// <summary>The same for request ids.</summary>
    internal async Task<HashSet<string>> PreloadRequestsAsync(IEnumerable<string> requestIds, CancellationToken cancellationToken)
    {
        var absent = requestIds.Where(id => id.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (absent.Count > 0)
        {
            absent.ExceptWith((await Requests.Where(row => absent.Contains(row.RequestId)).ToListAsync(cancellationToken)).Select(row => row.RequestId));
        }
        return absent;
    }

    // A table is named after the collection that it holds. Null for what another register holds.
    private IQueryable<ResourceRow>? RowsOf(string collection) =>
        Model.GetEntityTypes().FirstOrDefault(table => table.GetTableName() == collection && table.ClrType.IsAssignableTo(typeof(ResourceRow)))
            is { } table ? (IQueryable<ResourceRow>)SetOf.MakeGenericMethod(table.ClrType).Invoke(this, null)! : null;

    /// <summary>Maps the current state of one kind of resource.</summary>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="table">The table: the collection, as names have it.</param>
    protected static void MapResource<TRow>(ModelBuilder modelBuilder, string table) where TRow : ResourceRow =>
        modelBuilder.Entity<TRow>(resource =>
        {
            resource.ToTable(table).HasKey(row => row.Name);
            resource.HasIndex(row => new { row.ParentName, row.Name });
        });
}
