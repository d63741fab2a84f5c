using AllianceServices.ServiceDefaults.Storage;
using Microsoft.EntityFrameworkCore;

namespace AllianceServices.MembershipCriteria.Storage;

/// <summary>The same database on PostgreSQL, which has migrations of its own.</summary>
public sealed class CriteriaPostgreSqlContext(DbContextOptions<CriteriaPostgreSqlContext> options) : CriteriaContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UseOrdinalText();
}
