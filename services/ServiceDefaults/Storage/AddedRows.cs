using AllianceServices.ServiceDefaults.ChangeLog;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>
/// Many new rows of one table, to be inserted past Entity Framework, which takes several times as long. What it knows of the
/// table says which columns there are and what goes into them.
/// </summary>
/// <param name="Table">The table, quoted.</param>
/// <param name="Columns">Its columns, quoted.</param>
/// <param name="Entries">The rows.</param>
internal sealed record AddedRows(string Table, IReadOnlyList<string> Columns, IReadOnlyList<EntityEntry> Entries)
{
    // For fewer a statement is not worth preparing.
    private const int Least = 8;

    private IReadOnlyList<IProperty> Properties { get; init; } = [];

    /// <summary>The tables into which a context would bring many rows.</summary>
    public static List<AddedRows> In(RegisterContext db)
    {
        // What was added is known. To find what was changed, every value is compared with what it was, which SaveChanges does
        // for the rows that are left to it.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return [.. db.ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added)
                .GroupBy(entry => entry.Metadata).Where(group => group.Count() >= Least).Select(Of)];
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>The values of a row, as the database stores them, with the types that it has for them.</summary>
    public IEnumerable<(object? Value, string Type)> ValuesOf(EntityEntry row) =>
        Properties.Select(property =>
        {
            var mapping = property.GetRelationalTypeMapping();
            var value = row.CurrentValues[property];
            return (mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value, mapping.StoreType);
        });

    /// <summary>Lets go of them, now that they are in the database.</summary>
    public void Detach()
    {
        foreach (var entry in Entries)
        {
            entry.State = EntityState.Detached;
        }
    }

    private static AddedRows Of(IGrouping<IEntityType, EntityEntry> group)
    {
        var properties = group.Key.GetProperties().ToList();
        return new($"\"{group.Key.GetTableName()}\"", properties.ConvertAll(property => $"\"{property.GetColumnName()}\""), [.. group])
        {
            Properties = properties,
        };
    }
}
