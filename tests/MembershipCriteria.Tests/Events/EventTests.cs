using System.Text;
using Alliance.Agreements.V1;
using Alliance.Errors.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.MembershipCriteria.Tests.Events;

public class EventTests
{
    private const string Callback = "dapr.proto.runtime.v1.AppCallback";
    private const string StatementsTopic = "alliance.statements.v1";

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(StatementReflection.Descriptor, AgreementReflection.Descriptor)));

    [Fact]
    public async Task The_sidecar_is_asked_for_both_topics()
    {
        await using var app = await CriteriaApp.StartAsync();

        var response = await app.Service.Callback.CallAsync<Empty, ListTopicSubscriptionsResponse>(
            Callback, "ListTopicSubscriptions", new());

        Assert.Equal(
            [("pubsub", "alliance.agreements.v1"), ("pubsub", StatementsTopic)],
            response.Subscriptions.Select(subscription => (subscription.PubsubName, subscription.Topic)).Order());
    }

    [Fact]
    public async Task An_event_as_any_application_may_write_it_applies()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync();

        var answer = await DeliverAsync(app, StatementsTopic, """
            {
              "register": "statements", "sequence": "1", "name": "statements/a", "revision": "1", "kind": "KIND_PUBLISHED",
              "resource": {
                "@type": "type.googleapis.com/alliance.statements.v1.Statement",
                "name": "statements/a", "date": "2024-06-17", "state": "STATE_PUBLISHED", "confidence": "CONFIDENCE_VERIFIED",
                "positions": [{
                  "organization": "organizations/nato", "candidate": "UA", "stance": "STANCE_SUPPORTS",
                  "level": "AUTHORITY_LEVEL_GOVERNMENT", "parties": ["US"]
                }]
              },
              "fieldOfALaterVersion": true
            }
            """);

        Assert.Equal(Answer.Success, answer);
        var step = Assert.Single((await app.GetPositionAsync("US")).Steps);
        Assert.Equal(("2024-06-17", Stance.Supports, "statements/a"), (step.From, step.Stance, step.Record));
        Assert.Equal("statements 1", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task Duplicates_change_nothing()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync();
        var first = app.Registers.Agreements.Append(Given.Agreement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        var second = app.Registers.Agreements.Append(Given.Agreement("b", "2024-01-02", Given.Position(Stance.Neutral, "US")));
        Assert.Equal(Answer.Success, await DeliverAsync(app, first));
        Assert.Equal(Answer.Success, await DeliverAsync(app, second));
        var (before, _) = await app.ReadLogAsync();
        // To recognize them takes nobody else.
        app.Registers.Agreements.IsDown = true;

        Assert.Equal(Answer.Success, await DeliverAsync(app, second));
        Assert.Equal(Answer.Success, await DeliverAsync(app, first));

        Assert.Equal(before, (await app.ReadLogAsync()).Changes);
        Assert.Equal("agreements 2", await app.ReadUpstreamAsync());
        Assert.Equal(2, (await app.GetPositionAsync("US")).Revision);
    }

    [Fact]
    public async Task Events_that_come_at_once_apply_once()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync();
        var changes = Enumerable.Range(1, 20).Select(i => app.Registers.Statements.Append(
            Given.Statement($"s{i}", $"2024-01-{i:d2}", Given.Position(i % 2 == 0 ? Stance.Supports : Stance.Opposes, "US")))).ToList();

        var answers = await Task.WhenAll(changes.Concat(changes).Reverse().Select(change => DeliverAsync(app, change)));

        Assert.All(answers, answer => Assert.Equal(Answer.Success, answer));
        Assert.Equal(changes.Select(change => change.Name), (await app.GetPositionAsync("US")).Entries.Select(entry => entry.Record));
        Assert.Equal("statements 20", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task A_gap_is_read_from_the_register()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync();
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        app.Registers.Statements.Append(Given.Statement("b", "2024-01-02", Given.Position(Stance.Supports, "SE")));
        var last = app.Registers.Statements.Append(Given.Source("c"));

        Assert.Equal(Answer.Success, await DeliverAsync(app, last));

        Assert.Single((await app.GetPositionAsync("US")).Steps);
        Assert.Single((await app.GetPositionAsync("SE")).Steps);
        Assert.Equal("statements 3", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task A_gap_that_cannot_be_read_is_tried_again()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync();
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        var second = app.Registers.Statements.Append(Given.Statement("b", "2024-01-02", Given.Position(Stance.Neutral, "US")));
        app.Registers.Statements.IsDown = true;

        Assert.Equal(Answer.Retry, await DeliverAsync(app, second));
        Assert.Equal("", await app.ReadUpstreamAsync());
        app.Registers.Statements.IsDown = false;
        Assert.Equal(Answer.Success, await DeliverAsync(app, second));

        Assert.Equal([Stance.Supports, Stance.Neutral], (await app.GetPositionAsync("US")).Steps.Select(step => step.Stance));
    }

    [Fact]
    public async Task Changes_that_fail_together_have_no_effect_at_all()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync();
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        var broken = app.Registers.Statements.Append(Given.Statement("b", "no date", Given.Position(Stance.Supports, "US")));

        Assert.Equal(Answer.Retry, await DeliverAsync(app, broken));

        Assert.Equal("", await app.ReadUpstreamAsync());
        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => app.GetPositionAsync("US"));
    }

    [Theory]
    [InlineData(StatementsTopic, "")]
    [InlineData(StatementsTopic, "no json")]
    [InlineData(StatementsTopic, "[]")]
    [InlineData(StatementsTopic, "{}")]
    [InlineData(StatementsTopic, """{ "register": "statements", "sequence": "first" }""")]
    [InlineData(StatementsTopic, """{ "register": "statements", "sequence": "-1" }""")]
    [InlineData(StatementsTopic, """{ "register": "agreements", "sequence": "1" }""")]
    [InlineData(StatementsTopic, """{ "register": "statements", "sequence": "1", "resource": { "@type": "x/unknown.Treaty" } }""")]
    [InlineData("alliance.criteria.v1", """{ "register": "criteria", "sequence": "1" }""")]
    [InlineData("another", """{ "register": "statements", "sequence": "1" }""")]
    public async Task What_is_no_change_of_the_topic_is_dropped(string topic, string data)
    {
        await using var app = await CriteriaApp.StartWithTrackAsync();

        Assert.Equal(Answer.Drop, await DeliverAsync(app, topic, data));

        Assert.Equal("", await app.ReadUpstreamAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task With_an_app_token_only_the_sidecar_is_heard(string? wrong)
    {
        await using var app = await CriteriaApp.StartWithTrackAsync("--APP_API_TOKEN=right");
        var change = app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));

        var refused = await Assert.ThrowsAsync<RpcException>(() => DeliverAsync(app, change, wrong));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.Equal("", await app.ReadUpstreamAsync());
        Assert.Equal(Answer.Success, await DeliverAsync(app, change, "right"));

        Assert.Equal("statements 1", await app.ReadUpstreamAsync());
    }

    private static Task<Answer> DeliverAsync(CriteriaApp app, Change change, string? token = null) =>
        DeliverAsync(app, $"alliance.{change.Register}.v1", Json.Format(change), token);

    private static async Task<Answer> DeliverAsync(CriteriaApp app, string topic, string data, string? token = null)
    {
        var request = new TopicEventRequest
        {
            Id = "test/1",
            Topic = topic,
            PubsubName = "pubsub",
            DataContentType = "application/json",
            Data = ByteString.CopyFrom(data, Encoding.UTF8),
        };
        var headers = token is null ? null : new Metadata { { "dapr-api-token", token } };
        var response = await app.Service.Callback.CallAsync<TopicEventRequest, TopicEventResponse>(Callback, "OnTopicEvent", request, headers);
        return response.Status;
    }
}
