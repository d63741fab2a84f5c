using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AllianceServices.MembershipCriteria.Tests.Events;

/// <summary>A register whose data come from the first version loses nothing by the upgrade, and learns what it did not keep then.</summary>
public abstract class UpgradeTests(StoreKind store)
{
    [Fact]
    public async Task What_was_there_before_is_there_and_the_other_registers_are_known_again()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, CriteriaApp.Following);
        app.Registers.Statements.Append(Given.Statement("biden", "2024-06-17", Given.Position(Stance.Supports, "US")));
        await app.AddCriterionAsync("map");
        await app.CatchUpAsync();
        await app.AddAssessmentAsync("map", "2023");
        var (log, _) = await app.ReadLogAsync();
        var exported = await app.ExportAsync();

        await app.Service.StopAsync();
        await using (var db = Open(app.Service))
        {
            await db.GetService<IMigrator>().MigrateAsync("InitialCreate");
            Assert.NotEmpty(await db.Database.GetPendingMigrationsAsync());
        }
        await app.Service.StartAsync();
        await app.CatchUpAsync();

        Assert.Equal(4, exported.Count);
        Assert.Equal(exported, await app.ExportAsync());
        // It derives nothing anew.
        Assert.Equal(log, (await app.ReadLogAsync()).Changes);
        Assert.Equal(Stance.Supports, (await app.GetPositionAsync("US")).Steps[^1].Stance);
        // What it read again it need not ask for.
        app.Registers.Statements.IsDown = true;
        await app.AddAssessmentAsync("map", "2024", assessment => assessment.Evidence.Add("statements/biden"));
    }

    private CriteriaContext Open(TestService service) => store == StoreKind.Sqlite
        ? new CriteriaContext(new DbContextOptionsBuilder<CriteriaContext>().UseSqlite($"Data Source={service.DatabaseFile};Pooling=false").Options)
        : new CriteriaPostgreSqlContext(new DbContextOptionsBuilder<CriteriaPostgreSqlContext>().UseNpgsql(service.Database).Options);

    public class OnSqlite() : UpgradeTests(StoreKind.Sqlite);

    public class OnPostgreSql() : UpgradeTests(StoreKind.PostgreSql);
}
