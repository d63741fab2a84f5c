using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>An event that does not come from the sidecar is refused, however right it looks.</summary>
public class ForgedEventTests
{
    private const string Token = "the sidecar's";

    private static readonly World World = World.Club;

    [Fact]
    public async Task An_event_without_the_app_token_changes_nothing_and_with_it_would_have()
    {
        // Nobody looks at the log, which would show that there is no such change.
        await using var system = await TestSystem.StartSubscribedAsync($"--APP_API_TOKEN={Token}", "--Events:AntiEntropyInterval=01:00:00");
        await system.RecordAsync(World.NewOrganization(), World.NewTrack());
        var before = await system.LogAsync("criteria");
        using var channel = GrpcChannel.ForAddress(system.Local.Criteria.Addresses.Callback);

        foreach (var headers in new Metadata[] { [], Header(""), Header("wrong"), Header(Token + "s"), Header(Token.ToUpperInvariant()) })
        {
            Assert.Equal(StatusCode.Unauthenticated, await RpcAssert.OutcomeAsync(() => DeliverAsync(channel, headers)));
        }
        Assert.Equal(before, await system.LogAsync("criteria"));
        Assert.Empty(await system.PositionsAsync(World.Track));

        Assert.Equal(StatusCode.OK, await RpcAssert.OutcomeAsync(() => DeliverAsync(channel, Header(Token))));
        Assert.Equal("XA", Assert.Single(await system.PositionsAsync(World.Track)).Party);
    }

    private static Metadata Header(string token) => new() { { "dapr-api-token", token } };

    // What Statements would say first, and in time for the event alone to be applied.
    private static Task<TopicEventResponse> DeliverAsync(GrpcChannel channel, Metadata headers)
    {
        var statement = World.NewStatement("forged", "2020-01-01", Stance.Supports, "XA").Statement;
        (statement.Name, statement.State) = ("statements/forged", Statement.Types.State.Published);
        var change = new Change
        {
            Register = ServiceInfo.Statements.Name,
            Sequence = 1,
            Name = statement.Name,
            Revision = 1,
            Kind = Change.Types.Kind.Published,
            RecordTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(1)),
            Resource = Any.Pack(statement),
        };
        return channel.CreateCallInvoker().CallAsync<TopicEventRequest, TopicEventResponse>(
            "dapr.proto.runtime.v1.AppCallback", "OnTopicEvent",
            new()
            {
                Id = "statements/1",
                Topic = ServiceInfo.Topic(ServiceInfo.Statements.Name),
                Data = ByteString.CopyFrom(EventJson.Write(change).Span),
            },
            headers);
    }
}
