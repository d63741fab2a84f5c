using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public abstract class SourceTests(StoreKind store)
{
    [Fact]
    public async Task A_new_source_keeps_what_was_given()
    {
        await using var app = await StatementsApp.StartAsync(store);
        var given = Sample.Source();

        var created = await app.Client.CreateSourceAsync(new() { SourceId = "briefing", Source = given });

        Assert.Equal(("sources/briefing", 1L, "\"1\""), (created.Name, created.Revision, created.Etag));
        var content = new Source(created) { Name = "", Revision = 0, Etag = "", CreateTime = null, UpdateTime = null };
        Assert.Equal(given, content);
        Assert.Equal(created, await app.Client.GetSourceAsync(new() { Name = "sources/briefing" }));
    }

    [Fact]
    public async Task What_is_not_known_of_a_source_stays_absent()
    {
        await using var app = await StatementsApp.StartAsync(store);

        await app.AddSourceAsync("bare", source =>
        {
            source.ClearPublisher();
            source.ClearUrl();
            source.ClearPublishedOn();
        });

        var source = await app.Client.GetSourceAsync(new() { Name = "sources/bare" });
        Assert.False(source.HasPublisher || source.HasUrl || source.HasPublishedOn);
        Assert.True(source.HasTitle);
    }

    [Fact]
    public async Task A_field_that_is_set_to_nothing_still_has_to_have_its_form()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => app.AddSourceAsync("briefing", source => (source.Url, source.PublishedOn) = ("", "")));

        Assert.Equal(["source.url", "source.published_on"], failure.Fields);
    }

    [Fact]
    public async Task A_note_that_is_there_and_empty_can_be_taken_away()
    {
        await using var app = await StatementsApp.StartAsync(store);
        await app.AddSourceAsync("briefing", source => source.Note = "");

        var changed = await app.Client.UpdateSourceAsync(
            new() { Source = new() { Name = "sources/briefing" }, UpdateMask = new() { Paths = { "note" } } });

        Assert.Equal((false, 2L), (changed.HasNote, changed.Revision));
    }

    [Fact]
    public async Task A_name_can_be_used_once()
    {
        await using var app = await StatementsApp.StartAsync(store);
        await app.AddSourceAsync("briefing");

        var failure = await RpcAssert.FailsAsync(StatusCode.AlreadyExists, ErrorReason.ResourceAlreadyExists,
            () => app.AddSourceAsync("briefing"));

        var resource = failure.Detail<ResourceInfo>()!;
        Assert.Equal(("alliance.services/Source", "sources/briefing"), (resource.ResourceType, resource.ResourceName));
    }

    [Fact]
    public async Task A_source_that_does_not_exist_is_not_found()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            app.Client.GetSourceAsync(new() { Name = "sources/none" }));

        var resource = failure.Detail<ResourceInfo>()!;
        Assert.Equal(("alliance.services/Source", "sources/none"), (resource.ResourceType, resource.ResourceName));
    }

    [Fact]
    public async Task The_name_of_another_resource_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            app.Client.GetSourceAsync(new() { Name = "statements/kirby" }));

        Assert.Equal(["name"], failure.Fields);
    }

    public class OnSqlite() : SourceTests(StoreKind.Sqlite);

    public class OnPostgreSql() : SourceTests(StoreKind.PostgreSql);
}
