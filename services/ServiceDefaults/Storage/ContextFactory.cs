using Microsoft.EntityFrameworkCore;

namespace AllianceServices.ServiceDefaults.Storage;

/// <summary>Hands out the contexts of one database system as what all have in common.</summary>
internal sealed class ContextFactory<TContext, TSpecificContext>(IDbContextFactory<TSpecificContext> specific) : IDbContextFactory<TContext>
    where TContext : DbContext
    where TSpecificContext : TContext
{
    public TContext CreateDbContext() => specific.CreateDbContext();

    public async Task<TContext> CreateDbContextAsync(CancellationToken cancellationToken) =>
        await specific.CreateDbContextAsync(cancellationToken);
}

/// <summary>Conventions of the databases.</summary>
public static class StorageConventions
{
    /// <summary>
    /// Compares text by its code points, as SQLite does: dates in ISO 8601, and pages that go on after a name, rely on it.
    /// </summary>
    public static void UseOrdinalText(this ModelConfigurationBuilder conventions) => conventions.Properties<string>().UseCollation("C");
}
