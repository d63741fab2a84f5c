using System.Text;
using System.Text.Json;
using Alliance.Errors.V1;
using Alliance.Operations.V1;
using AllianceServices.TestKit;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.Statements.Tests;

/// <summary>Events of the register's topic that subscribers gave up are kept in its database, counted and listed.</summary>
public abstract class DeadLetterTests(StoreKind store)
{
    private const string Callback = "dapr.proto.runtime.v1.AppCallback";
    private const string OfGateway = "alliance.statements.v1.gateway.dead";
    private const string OfCriteria = "alliance.statements.v1.criteria.dead";

    private readonly FakeTimeProvider _clock = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public async Task The_sidecar_is_asked_for_the_dead_letters_of_each_follower()
    {
        await using var app = await StatementsApp.StartAsync(store);

        var response = await app.Service.Callback.CallAsync<Empty, ListTopicSubscriptionsResponse>(Callback, "ListTopicSubscriptions", new());

        Assert.Equal(
            [("pubsub", OfCriteria, "", "true"), ("pubsub", OfGateway, "", "true")],
            response.Subscriptions.Select(one => (one.PubsubName, one.Topic, one.DeadLetterTopic, one.Metadata["rawPayload"])));
    }

    [Fact]
    public async Task What_a_subscriber_gave_up_is_kept_as_it_was()
    {
        await using var app = await StatementsApp.StartAsync(store, _clock);

        Assert.Equal(Answer.Success, await DeliverAsync(app, OfGateway, "statements/7", "no \0 change"));

        var letter = Assert.Single(await ListAsync(app));
        Assert.Matches("^deadLetters/[0-9a-f]{16}$", letter.Name);
        Assert.Equal(
            new DeadLetter
            {
                Name = letter.Name,
                Subscriber = "gateway",
                EventId = "statements/7",
                EventType = "alliance.type.v1.Change",
                EventSubject = "statements/a",
                ContentType = "application/json",
                Data = ByteString.CopyFromUtf8("no \0 change"),
                Deliveries = 1,
                FirstTime = _clock.GetUtcNow().ToTimestamp(),
                LastTime = _clock.GetUtcNow().ToTimestamp(),
            },
            letter);
        // It is nothing that the register knows of its resources.
        Assert.Equal(0, await app.ReadHeadAsync());
    }

    [Fact]
    public async Task The_same_again_is_counted_and_another_is_another()
    {
        await using var app = await StatementsApp.StartAsync(store, _clock);
        await DeliverAsync(app, OfGateway, "statements/7", "x");
        var first = _clock.GetUtcNow().ToTimestamp();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(app, OfGateway, "statements/7", "x");
        await DeliverAsync(app, OfCriteria, "statements/7", "x");
        await DeliverAsync(app, OfGateway, "statements/8", "x");
        await DeliverAsync(app, OfGateway, "statements/7", "y");

        var letters = await ListAsync(app);

        Assert.Equal(4, letters.Select(letter => letter.Name).Distinct().Count());
        Assert.Equal((2, first, _clock.GetUtcNow().ToTimestamp()), (letters[0].Deliveries, letters[0].FirstTime, letters[0].LastTime));
        Assert.All(letters.Skip(1), letter => Assert.Equal(1, letter.Deliveries));
    }

    [Fact]
    public async Task An_event_with_characters_that_a_database_has_no_place_for_is_kept()
    {
        await using var app = await StatementsApp.StartAsync(store);

        Assert.Equal(Answer.Success, await DeliverAsync(app, OfCriteria, "a\0b", ""));

        Assert.Equal("a\uFFFDb", Assert.Single(await ListAsync(app)).EventId);
    }

    [Fact]
    public async Task Pages_hold_all_of_them_once()
    {
        await using var app = await StatementsApp.StartAsync(store, _clock);
        for (var i = 0; i < 7; i++)
        {
            await DeliverAsync(app, OfGateway, $"statements/{i}", "x");
            _clock.Advance(TimeSpan.FromSeconds(i % 2));
        }

        var client = Client(app);
        var request = new ListDeadLettersRequest { PageSize = 3 };
        var ids = new List<string>();
        do
        {
            var page = await client.ListDeadLettersAsync(request);
            Assert.InRange(page.DeadLetters.Count, 1, 3);
            ids.AddRange(page.DeadLetters.Select(letter => letter.EventId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"statements/{i}"), ids.Order());
    }

    [Fact]
    public async Task A_page_token_of_another_question_is_refused()
    {
        await using var app = await StatementsApp.StartAsync(store);
        await DeliverAsync(app, OfGateway, "statements/1", "x");
        await DeliverAsync(app, OfGateway, "statements/2", "x");
        var page = await Client(app).ListDeadLettersAsync(new() { PageSize = 1 });

        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid, () => Client(app)
            .ListDeadLettersAsync(new() { PageSize = 1, PageToken = page.NextPageToken, ShowReplayed = true }).ResponseAsync);
    }

    [Theory]
    [InlineData("deadLetters/0f3a5c7e91b2d4f6", StatusCode.NotFound, ErrorReason.ResourceNotFound)]
    [InlineData("statements/a", StatusCode.InvalidArgument, ErrorReason.FieldInvalid)]
    [InlineData("", StatusCode.InvalidArgument, ErrorReason.FieldInvalid)]
    public async Task What_is_not_there_is_not_replayed(string name, StatusCode status, ErrorReason reason)
    {
        await using var app = await StatementsApp.StartAsync(store);
        await DeliverAsync(app, OfGateway, "statements/1", "x");
        var there = Assert.Single(await ListAsync(app)).Name;

        await RpcAssert.FailsAsync(status, reason, () => Client(app).ReplayDeadLettersAsync(new() { Names = { there, name } }).ResponseAsync);

        Assert.Null(Assert.Single(await ListAsync(app)).ReplayTime);
    }

    [Fact]
    public async Task Without_a_sidecar_a_replay_is_unavailable_and_the_letter_waits()
    {
        // Nobody listens at the port of the sidecar.
        await using var app = await StatementsApp.StartAsync(store, options: ["--DAPR_GRPC_PORT=1", "--DAPR_HTTP_PORT=1"]);
        await DeliverAsync(app, OfGateway, "statements/1", "x");
        var name = Assert.Single(await ListAsync(app)).Name;

        await RpcAssert.FailsAsync(
            StatusCode.Unavailable, ErrorReason.UpstreamUnavailable,
            () => Client(app).ReplayDeadLettersAsync(new() { Names = { name } }).ResponseAsync);

        Assert.Null(Assert.Single(await ListAsync(app)).ReplayTime);
    }

    private static DeadLetterService.DeadLetterServiceClient Client(StatementsApp app) => new(app.Service.Grpc);

    private static async Task<IReadOnlyList<DeadLetter>> ListAsync(StatementsApp app) =>
        (await Client(app).ListDeadLettersAsync(new())).DeadLetters;

    [Theory]
    [InlineData("no JSON", "", "application/octet-stream", "no JSON")]
    [InlineData("[1]", "", "application/octet-stream", "[1]")]
    [InlineData("""{"id":"a","data_base64":"!"}""", "", "application/octet-stream", """{"id":"a","data_base64":"!"}""")]
    [InlineData("""{"id":"a","data_base64":7}""", "", "application/octet-stream", """{"id":"a","data_base64":7}""")]
    [InlineData("""{"id":7}""", "", "", "")]
    [InlineData("""{"id":"a","datacontenttype":"application/json","data":{"b": [1.50, null]}}""", "a", "application/json", """{"b": [1.50, null]}""")]
    [InlineData("""{"id":"a","datacontenttype":"application/json; charset=utf-8","data":"b"}""", "a", "application/json; charset=utf-8", "\"b\"")]
    [InlineData("""{"id":"a","datacontenttype":"text/plain","data":"b"}""", "a", "text/plain", "b")]
    public async Task A_message_is_opened_if_it_is_an_event_and_kept_as_it_is_if_not(string message, string id, string contentType, string data)
    {
        await using var app = await StatementsApp.StartAsync(store);

        Assert.Equal(Answer.Success, await DeliverAsync(app, OfGateway, message));

        var letter = Assert.Single(await ListAsync(app));
        Assert.Equal((id, contentType, data), (letter.EventId, letter.ContentType, letter.Data.ToStringUtf8()));
    }

    private static Task<Answer> DeliverAsync(StatementsApp app, string topic, string id, string data) => DeliverAsync(
        app, topic, JsonSerializer.Serialize(new
        {
            specversion = "1.0",
            id,
            type = "alliance.type.v1.Change",
            subject = "statements/a",
            datacontenttype = "application/json",
            data_base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(data)),
        }));

    // Raw, as the register subscribes: daprd makes up an id each time.
    private static async Task<Answer> DeliverAsync(StatementsApp app, string topic, string message)
    {
        var request = new TopicEventRequest
        {
            Id = $"{Guid.NewGuid()}",
            Topic = topic,
            PubsubName = "pubsub",
            DataContentType = "application/octet-stream",
            Data = ByteString.CopyFrom(message, Encoding.UTF8),
        };
        return (await app.Service.Callback.CallAsync<TopicEventRequest, TopicEventResponse>(Callback, "OnTopicEvent", request)).Status;
    }

    public class OnSqlite() : DeadLetterTests(StoreKind.Sqlite);

    public class OnPostgreSql() : DeadLetterTests(StoreKind.PostgreSql);
}
