using AllianceServices.Agreements.Storage;
using AllianceServices.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AllianceServices.Agreements.Tests;

/// <summary>A register whose data come from the first version loses nothing by the upgrade.</summary>
public abstract class UpgradeTests(StoreKind store)
{
    [Fact]
    public async Task What_was_there_before_is_read_listed_and_logged_and_more_can_be_written()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("a", Given.FullAgreement());
        await app.AddAsync("b", Given.Agreement());
        var log = await app.ReadLogAsync();
        var exported = await app.ExportAsync();

        await app.Service.StopAsync();
        await using (var db = Open(app.Service))
        {
            await db.GetService<IMigrator>().MigrateAsync("InitialCreate");
            Assert.NotEmpty(await db.Database.GetPendingMigrationsAsync());
        }
        await app.Service.StartAsync();

        Assert.Equal(2, exported.Count);
        Assert.Equal(exported, await app.ExportAsync());
        Assert.Equal(log, await app.ReadLogAsync());
        var dated = await app.Client.ListAgreementsAsync(new() { Filter = "signed_on = 2024-06-13", OrderBy = "signed_on desc" });
        Assert.Equal(["agreements/a", "agreements/b"], dated.Agreements.Select(agreement => agreement.Name));
        await app.AddAsync("c", Given.Agreement());
        Assert.Equal(3, (await app.ReadLogAsync())[^1].Sequence);
    }

    private AgreementsContext Open(TestService service) => store == StoreKind.Sqlite
        ? new AgreementsContext(new DbContextOptionsBuilder<AgreementsContext>().UseSqlite($"Data Source={service.DatabaseFile};Pooling=false").Options)
        : new AgreementsPostgreSqlContext(new DbContextOptionsBuilder<AgreementsPostgreSqlContext>().UseNpgsql(service.Database).Options);

    public class OnSqlite() : UpgradeTests(StoreKind.Sqlite);

    public class OnPostgreSql() : UpgradeTests(StoreKind.PostgreSql);
}
