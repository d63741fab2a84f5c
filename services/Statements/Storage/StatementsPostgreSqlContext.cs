using AllianceServices.ServiceDefaults.Storage;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Statements.Storage;

/// <summary>The same database on PostgreSQL, which has migrations of its own.</summary>
public sealed class StatementsPostgreSqlContext(DbContextOptions<StatementsPostgreSqlContext> options) : StatementsContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UseOrdinalText();
}
