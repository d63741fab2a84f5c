using AllianceServices.ServiceDefaults.Storage;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.Agreements.Storage;

/// <summary>The same database on PostgreSQL, which has migrations of its own.</summary>
public sealed class AgreementsPostgreSqlContext(DbContextOptions<AgreementsPostgreSqlContext> options) : AgreementsContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UseOrdinalText();
}
