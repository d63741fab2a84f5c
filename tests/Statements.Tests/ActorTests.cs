using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public abstract class ActorTests(StoreKind store)
{
    private static Metadata Named(string actor) => new() { { "alliance-actor", actor } };

    [Fact]
    public async Task The_log_names_who_made_a_change()
    {
        await using var app = await StatementsApp.StartAsync(store);
        var request = new CreateSourceRequest { SourceId = "a", Source = Sample.Source() };

        await app.Client.CreateSourceAsync(request, Named("desk officer <desk@example.org>"));
        request.SourceId = "b";
        await app.Client.CreateSourceAsync(request);

        Assert.Equal(
            ["desk officer <desk@example.org>", "anonymous"], (await app.ReadLogAsync()).Select(change => change.Actor));
    }

    [Fact]
    public async Task An_import_names_its_actor_too()
    {
        await using var app = await StatementsApp.StartAsync(store);
        using var call = app.Client.Import(Named("importer"));
        await call.RequestStream.WriteAsync(new() { Line = 1, Source = Sample.Source(source => source.Name = "sources/a") });
        await call.RequestStream.CompleteAsync();
        await call;

        Assert.Equal("importer", Assert.Single(await app.ReadLogAsync()).Actor);
    }

    [Fact]
    public async Task A_name_that_is_too_long_or_not_printable_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);
        var request = new CreateSourceRequest { SourceId = "a", Source = Sample.Source() };

        foreach (var actor in new[] { new string('x', 101), "tab\tinside" })
        {
            var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
                app.Client.CreateSourceAsync(request, Named(actor)));
            Assert.Equal(["alliance-actor"], failure.Fields);
        }

        Assert.Equal(0, await app.ReadHeadAsync());
    }

    public class OnSqlite() : ActorTests(StoreKind.Sqlite);

    public class OnPostgreSql() : ActorTests(StoreKind.PostgreSql);
}
