using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.MembershipCriteria.Tests.Events;

public abstract class CallbackTests(StoreKind store)
{
    private const string StatementsTopic = "alliance.statements.v1";

    [Fact]
    public async Task The_sidecar_is_asked_for_both_topics_and_for_the_dead_letters_of_its_own()
    {
        await using var app = await CriteriaApp.StartAsync(store);

        var response = await app.Service.Callback.CallAsync<Empty, ListTopicSubscriptionsResponse>(
            Sidecar.Callback, "ListTopicSubscriptions", new());

        Assert.Equal(
            [
                ("pubsub", "alliance.agreements.v1", "alliance.agreements.v1.criteria.dead"),
                ("pubsub", "alliance.criteria.v1.gateway.dead", ""),
                ("pubsub", StatementsTopic, "alliance.statements.v1.criteria.dead"),
            ],
            response.Subscriptions.Select(one => (one.PubsubName, one.Topic, one.DeadLetterTopic)).Order());
    }

    [Theory]
    [InlineData(StatementsTopic, "")]
    [InlineData(StatementsTopic, "no json")]
    [InlineData(StatementsTopic, "[]")]
    [InlineData(StatementsTopic, "{}")]
    [InlineData(StatementsTopic, """{ "register": "statements", "sequence": "first" }""")]
    [InlineData(StatementsTopic, """{ "register": "statements", "sequence": "-1", "recordTime": "2024-06-17T12:00:00Z" }""")]
    [InlineData(StatementsTopic, """{ "register": "agreements", "sequence": "1", "recordTime": "2024-06-17T12:00:00Z" }""")]
    [InlineData(StatementsTopic, """{ "register": "statements", "sequence": "1", "recordTime": "2024-06-17T12:00:00Z", "resource": { "@type": "x/unknown.Treaty" } }""")]
    [InlineData(StatementsTopic, """{ "register": "statements", "sequence": "1" }""")]
    [InlineData("alliance.criteria.v1", """{ "register": "criteria", "sequence": "1", "recordTime": "2024-06-17T12:00:00Z" }""")]
    [InlineData("another", """{ "register": "statements", "sequence": "1", "recordTime": "2024-06-17T12:00:00Z" }""")]
    public async Task What_is_no_change_of_the_topic_is_dropped(string topic, string data)
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store);

        Assert.Equal(Answer.Drop, await app.DeliverAsync(topic, data));

        Assert.Equal("", await app.ReadUpstreamAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task With_an_app_token_only_the_sidecar_is_heard(string? wrong)
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, "--APP_API_TOKEN=right");
        var change = app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));

        var refused = await Assert.ThrowsAsync<RpcException>(() => app.DeliverAsync(change, wrong));
        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.Equal("", await app.ReadUpstreamAsync());
        Assert.Equal(Answer.Success, await app.DeliverAsync(change, "right"));

        Assert.Equal("statements 1", await app.ReadUpstreamAsync());
    }

    public class OnSqlite() : CallbackTests(StoreKind.Sqlite);

    public class OnPostgreSql() : CallbackTests(StoreKind.PostgreSql);
}
