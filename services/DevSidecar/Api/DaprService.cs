using System.Text.Json;
using Dapr.Client.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

/// <summary>The part of Dapr's runtime API that this system uses.</summary>
internal sealed class DaprService(SidecarHub hub, SidecarOptions options, SidecarMetadata metadata)
    : DaprRuntime.ServerBase
{
    public override Task<Empty> PublishEvent(PublishEventRequest request, ServerCallContext context)
    {
        var isRaw = Validate(request.PubsubName, request.Topic, request.Metadata);
        var trace = TraceContext.From(context.RequestHeaders);
        var published = new PublishedEvent(
            options.AppId, request.PubsubName, request.Topic, request.DataContentType, request.Data.Memory,
            new Dictionary<string, string>(request.Metadata), trace);
        Publish(published, Encode(published, isRaw));
        return Task.FromResult(new Empty());
    }

    public override Task<BulkPublishResponse> BulkPublishEvent(BulkPublishRequest request, ServerCallContext context)
    {
        var isRaw = Validate(request.PubsubName, request.Topic, request.Metadata);
        var trace = TraceContext.From(context.RequestHeaders);
        var ids = new HashSet<string>();
        var encoded = new List<(PublishedEvent Published, byte[] Data)>(request.Entries.Count);
        foreach (var entry in request.Entries)
        {
            if (entry.EntryId.Length == 0 || !ids.Add(entry.EntryId))
            {
                throw DaprErrors.BadEntryId(request.PubsubName, request.Topic);
            }
            var published = new PublishedEvent(
                options.AppId, request.PubsubName, request.Topic, entry.ContentType, entry.Event.Memory,
                Merge(request.Metadata, entry.Metadata), trace);
            encoded.Add((published, Encode(published, isRaw)));
        }
        foreach (var (published, data) in encoded)
        {
            Publish(published, data);
        }
        return Task.FromResult(new BulkPublishResponse());
    }

    public override Task<BulkPublishResponse> BulkPublishEventAlpha1(
        BulkPublishRequest request, ServerCallContext context) => BulkPublishEvent(request, context);

    public override Task<GetMetadataResponse> GetMetadata(GetMetadataRequest request, ServerCallContext context) =>
        Task.FromResult(metadata.Describe());

    // Says whether the payload goes without an envelope.
    private bool Validate(string pubsub, string topic, MapField<string, string> publishMetadata)
    {
        if (pubsub.Length == 0)
        {
            throw DaprErrors.NameEmpty();
        }
        if (!hub.Options.Components.ContainsKey(pubsub))
        {
            throw DaprErrors.NotFound(pubsub);
        }
        if (topic.Length == 0)
        {
            throw DaprErrors.TopicEmpty(pubsub);
        }
        try
        {
            return EventMetadata.IsRawPayload(new Dictionary<string, string>(publishMetadata));
        }
        catch (FormatException exception)
        {
            throw DaprErrors.BadMetadata(pubsub, exception.Message);
        }
    }

    private byte[] Encode(PublishedEvent published, bool isRaw)
    {
        try
        {
            return isRaw ? published.Data.ToArray() : EnvelopeBuilder.Build(published, hub.Options.TimeProvider);
        }
        // A string with half a surrogate pair is the second kind.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw DaprErrors.BadCloudEvent(published.PubsubName);
        }
    }

    private void Publish(PublishedEvent published, byte[] data)
    {
        try
        {
            hub.Publish(published.Topic, data, published.Metadata);
        }
        catch (BrokerDownException exception)
        {
            throw DaprErrors.PublishFailed(published.PubsubName, published.Topic, exception.Message);
        }
    }

    private static Dictionary<string, string> Merge(MapField<string, string> request, MapField<string, string> entry)
    {
        var merged = new Dictionary<string, string>(request);
        foreach (var (key, value) in entry)
        {
            merged[key] = value;
        }
        return merged;
    }
}
