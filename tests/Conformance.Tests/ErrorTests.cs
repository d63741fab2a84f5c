using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Conformance.Tests;

/// <summary>Codes, texts and details of failed calls.</summary>
public sealed class ErrorTests(ErrorTests.Sidecar sidecar) : IClassFixture<ErrorTests.Sidecar>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "t", "", "pubsub name is empty", "DAPR_PUBSUB_NAME_EMPTY")]
    [InlineData("nobody", "t", "", "pubsub nobody is not found", "DAPR_PUBSUB_NOT_FOUND")]
    [InlineData("pubsub", "", "", "topic is empty in pubsub pubsub", "DAPR_PUBSUB_TOPIC_NAME_EMPTY")]
    [InlineData("pubsub", "t", "maybe", "failed deserializing metadata. Error: rawPayload value must be a valid boolean: actual is 'maybe'",
        "DAPR_PUBSUB_METADATA_DESERIALIZATION")]
    public async Task A_wrong_publication_is_an_invalid_argument(
        string pubsub, string topic, string rawPayload, string message, string reason)
    {
        var request = new PublishEventRequest { PubsubName = pubsub, Topic = topic, Metadata = { ["rawPayload"] = rawPayload } };

        var status = await FailAsync(raw => raw.PublishEventAsync(request, cancellationToken: Ct));

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
        Assert.Equal(message, status.Status.Detail);
        Assert.Equal(reason, DaprStatus.InfoOf(status).Reason);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_cloud_event_that_is_none_is_an_invalid_argument(string body)
    {
        var request = new PublishEventRequest
        {
            PubsubName = "pubsub",
            Topic = "t",
            DataContentType = "application/cloudevents+json",
            Data = ByteString.CopyFromUtf8(body),
        };

        var status = await FailAsync(raw => raw.PublishEventAsync(request, cancellationToken: Ct));

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
        Assert.Equal("cannot create cloudevent", status.Status.Detail);
        Assert.Equal("DAPR_PUBSUB_CLOUD_EVENT_CREATION", DaprStatus.InfoOf(status).Reason);
    }

    [Theory]
    [InlineData("", "b")]
    [InlineData("a", "a")]
    public async Task Bulk_entries_need_ids_of_their_own(string first, string second)
    {
        var request = new BulkPublishRequest { PubsubName = "pubsub", Topic = "t" };
        request.Entries.Add(new BulkPublishRequestEntry { EntryId = first });
        request.Entries.Add(new BulkPublishRequestEntry { EntryId = second });
        var raw = sidecar.Rig.Raw;

        var status = await Assert.ThrowsAsync<RpcException>(async () => await raw.BulkPublishEventAsync(request, cancellationToken: Ct));

        Assert.Equal(StatusCode.InvalidArgument, status.StatusCode);
        Assert.Contains("entryId is duplicated or not present", status.Status.Detail);
    }

    [Fact]
    public async Task A_message_of_more_than_four_mebibytes_is_refused_and_a_little_less_passes()
    {
        var raw = sidecar.Rig.Raw;
        var request = new PublishEventRequest { PubsubName = "pubsub", Topic = "t", DataContentType = "application/octet-stream" };

        request.Data = ByteString.CopyFrom(new byte[4 * 1024 * 1024]);
        var status = await Assert.ThrowsAsync<RpcException>(async () => await raw.PublishEventAsync(request, cancellationToken: Ct));
        Assert.Equal(StatusCode.ResourceExhausted, status.StatusCode);

        request.Data = ByteString.CopyFrom(new byte[4 * 1024 * 1024 - 100]);
        await raw.PublishEventAsync(request, cancellationToken: Ct);
    }

    private async Task<RpcException> FailAsync<T>(Func<Dapr.Client.Autogen.Grpc.v1.Dapr.DaprClient, AsyncUnaryCall<T>> call)
    {
        var raw = sidecar.Rig.Raw;
        return await Assert.ThrowsAsync<RpcException>(async () => await call(raw));
    }

    public sealed class Sidecar : SharedRig;
}
