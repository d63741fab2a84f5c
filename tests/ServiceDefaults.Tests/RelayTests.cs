using System.Text.Json;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;
using AllianceServices.Statements.Storage;
using AllianceServices.TestKit;
using Microsoft.EntityFrameworkCore;
using StatementsClient = Alliance.Statements.V1.StatementsService.StatementsServiceClient;

namespace AllianceServices.ServiceDefaults.Tests;

public class RelayTests
{
    // So rare that in these tests only a commit can have woken the relay.
    private const string RarePolls = "--Events:PollInterval=01:00:00";

    private static Task<TestService> StartAsync(FakeDapr dapr, params string[] options) => TestService.StartAsync(
        ServiceInfo.Statements, args => StatementsHost.Build(args), [dapr.Option, RarePolls, .. options]);

    private static async Task AddAsync(TestService service, params string[] ids)
    {
        foreach (var id in ids)
        {
            await new StatementsClient(service.Grpc).CreateSourceAsync(new() { SourceId = id, Source = Sample.Source() });
        }
    }

    private static Task PublishedAsync(FakeDapr dapr, int count) =>
        Eventually.HoldsAsync(() => dapr.Published.Count >= count, $"{count} events were published");

    // A stop between a publish and the note of it repeats that publish, as it may.
    private static Task<long?> NotedAsync(TestService service, long sequence) => Eventually.BecomesAsync(
        async () =>
        {
            var databases = service.Services.GetRequiredService<IDbContextFactory<StatementsContext>>();
            await using var db = await databases.CreateDbContextAsync();
            return (await db.Cursors.FindAsync(CursorRow.RelayName))?.Sequence;
        },
        noted => noted == sequence, $"the relay noted that it published up to {sequence}");

    private static IEnumerable<string> Ids(int from, int to) =>
        Enumerable.Range(from, to - from + 1).Select(sequence => $"statements/{sequence}");

    [Fact]
    public async Task Every_change_is_published_once_in_order()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await using var service = await StartAsync(dapr);

        await AddAsync(service, [.. Enumerable.Range(1, 250).Select(i => $"s{i}")]);
        await PublishedAsync(dapr, 250);

        Assert.Equal(Ids(1, 250), dapr.Ids);
    }

    [Fact]
    public async Task A_change_too_large_for_an_event_is_left_to_the_log_and_holds_up_no_other()
    {
        await using var dapr = await FakeDapr.StartAsync();
        dapr.IsTooLarge = request => request.Metadata["cloudevent.id"] == "statements/2";
        await using var service = await StartAsync(dapr);

        await AddAsync(service, "a", "b", "c");
        await PublishedAsync(dapr, 2);

        Assert.Equal(["statements/1", "statements/3"], dapr.Ids);
        await NotedAsync(service, 3);
    }

    [Fact]
    public async Task A_change_larger_than_brokers_take_is_told_without_its_resource()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await using var service = await StartAsync(dapr, "--Events:LargestEvent=1024");
        var client = new StatementsClient(service.Grpc);

        await client.CreateSourceAsync(new() { SourceId = "small", Source = Sample.Source() });
        await client.CreateSourceAsync(new() { SourceId = "large", Source = Sample.Source(source => source.Title = new string('x', 500)) });
        await PublishedAsync(dapr, 2);

        var events = dapr.Published.Select(request => JsonDocument.Parse(request.Data.Memory).RootElement).ToList();
        Assert.Equal(["sources/small", "sources/large"], events.Select(change => change.GetProperty("name").GetString()));
        Assert.Equal([true, false], events.Select(change => change.TryGetProperty("resource", out _)));
    }

    [Fact]
    public async Task An_event_carries_the_metadata_that_the_contract_promises()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await using var service = await StartAsync(dapr, "--Events:PubSubName=kafka");

        await AddAsync(service, "briefing");
        await PublishedAsync(dapr, 1);

        var request = Assert.Single(dapr.Published);
        Assert.Equal(("kafka", "alliance.statements.v1", "application/json"), (request.PubsubName, request.Topic, request.DataContentType));
        Assert.Equal("statements/1", request.Metadata["cloudevent.id"]);
        Assert.Equal("alliance.type.v1.Change", request.Metadata["cloudevent.type"]);
        Assert.Equal("sources/briefing", request.Metadata["cloudevent.subject"]);
        Assert.Equal("sources/briefing", request.Metadata["partitionKey"]);
    }

    [Fact]
    public async Task The_data_can_be_read_without_the_protos()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await using var service = await StartAsync(dapr);

        await AddAsync(service, "briefing");
        await PublishedAsync(dapr, 1);

        var change = JsonDocument.Parse(dapr.Published.Single().Data.Memory).RootElement;
        Assert.Equal("statements", change.GetProperty("register").GetString());
        Assert.Equal("1", change.GetProperty("sequence").GetString());
        Assert.Equal("KIND_CREATED", change.GetProperty("kind").GetString());
        Assert.Equal("anonymous", change.GetProperty("actor").GetString());
        Assert.Equal(DateTimeKind.Utc, change.GetProperty("recordTime").GetDateTime().Kind);
        var source = change.GetProperty("resource");
        Assert.Equal("type.googleapis.com/alliance.statements.v1.Source", source.GetProperty("@type").GetString());
        Assert.Equal("Euromaidan Press", source.GetProperty("publisher").GetString());
    }

    [Fact]
    public async Task What_was_written_while_the_sidecar_was_down_follows_in_order()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await using var service = await StartAsync(dapr);
        await AddAsync(service, "a");
        await PublishedAsync(dapr, 1);

        await dapr.HangUpAsync();
        await AddAsync(service, "b", "c", "d");
        await dapr.ListenAsync();
        await PublishedAsync(dapr, 4);

        Assert.Equal(Ids(1, 4), dapr.Ids);
    }

    [Fact]
    public async Task A_publish_that_fails_is_tried_again_before_anything_after_it()
    {
        await using var dapr = await FakeDapr.StartAsync();
        dapr.Fails = call => call is 2 or 3 or 5;
        await using var service = await StartAsync(dapr);

        await AddAsync(service, "a", "b", "c", "d", "e");
        await PublishedAsync(dapr, 5);

        Assert.Equal(Ids(1, 5), dapr.Ids);
    }

    [Fact]
    public async Task After_a_restart_only_what_is_new_is_published()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await using var service = await StartAsync(dapr);
        await AddAsync(service, "a", "b", "c");
        await NotedAsync(service, 3);

        await service.StopAsync();
        await service.StartAsync();
        await AddAsync(service, "d");
        await PublishedAsync(dapr, 4);

        Assert.Equal(Ids(1, 4), dapr.Ids);
    }

    [Fact]
    public async Task What_a_stop_left_over_is_published_after_the_next_start()
    {
        await using var dapr = await FakeDapr.StartAsync();
        dapr.Fails = call => call >= 2;
        await using var service = await StartAsync(dapr);
        await AddAsync(service, "a", "b", "c");
        await NotedAsync(service, 1);
        await service.StopAsync();

        dapr.Fails = _ => false;
        await service.StartAsync();
        await PublishedAsync(dapr, 3);

        Assert.Equal(Ids(1, 3), dapr.Ids);
    }

    [Fact]
    public async Task What_is_being_published_at_a_stop_comes_through_and_is_not_published_again()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await using var service = await StartAsync(dapr);
        var answer = new TaskCompletionSource();
        dapr.Answer = answer.Task;
        await AddAsync(service, "a");
        await PublishedAsync(dapr, 1);

        var stopping = service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var stop = service.StopAsync();
        await Eventually.HoldsAsync(() => stopping.IsCancellationRequested, "the service is told to stop");
        answer.SetResult();
        await stop;
        await service.StartAsync();
        await AddAsync(service, "b");
        await PublishedAsync(dapr, 2);

        Assert.Equal(Ids(1, 2), dapr.Ids);
    }
}
