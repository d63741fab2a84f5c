using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.DevSidecar;

/// <summary>Errors of the publish API with daprd's codes, texts and details.</summary>
internal static class DaprErrors
{
    public static RpcException NameEmpty() => PubSub(Code.InvalidArgument, "", "pubsub name is empty", "NAME_EMPTY");

    public static RpcException NotFound(string pubsub) =>
        PubSub(Code.InvalidArgument, pubsub, $"pubsub {pubsub} is not found", "NOT_FOUND");

    public static RpcException TopicEmpty(string pubsub) =>
        PubSub(Code.InvalidArgument, pubsub, $"topic is empty in pubsub {pubsub}", "TOPIC_NAME_EMPTY");

    public static RpcException BadMetadata(string pubsub, string why) =>
        PubSub(Code.InvalidArgument, pubsub, $"failed deserializing metadata. Error: {why}", "METADATA_DESERIALIZATION");

    public static RpcException BadCloudEvent(string pubsub) =>
        PubSub(Code.InvalidArgument, pubsub, "cannot create cloudevent", "CLOUD_EVENT_CREATION");

    public static RpcException BadEntryId(string pubsub, string topic) => PubSub(
        Code.InvalidArgument, pubsub,
        $"error marshaling events to bytes for topic {topic} pubsub {pubsub}. error: entryId is duplicated or not present for entry",
        "MARSHAL_EVENTS");

    public static RpcException PublishFailed(string pubsub, string topic, string why) => PubSub(
        Code.Internal, pubsub, $"error when publishing to topic {topic} in pubsub {pubsub}: {why}", "PUBLISH_MESSAGE",
        ("topic", topic), ("error", why));

    private static RpcException PubSub(
        Code code, string pubsub, string message, string reason, params (string Key, string Value)[] metadata)
    {
        var info = new ErrorInfo { Reason = "DAPR_PUBSUB_" + reason, Domain = "dapr.io" };
        foreach (var (key, value) in metadata)
        {
            info.Metadata.Add(key, value);
        }
        var resource = new ResourceInfo { ResourceType = "pubsub", ResourceName = pubsub, Description = message };
        return new Google.Rpc.Status
        {
            Code = (int)code,
            Message = message,
            Details = { Any.Pack(info), Any.Pack(resource) },
        }.ToRpcException();
    }
}
