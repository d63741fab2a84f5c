using System.Text;
using Alliance.Agreements.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.MembershipCriteria.Tests.Rig;

/// <summary>Delivers events as the sidecar does.</summary>
internal static class Sidecar
{
    /// <summary>The service that the sidecar calls.</summary>
    public const string Callback = "dapr.proto.runtime.v1.AppCallback";

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(StatementReflection.Descriptor, AgreementReflection.Descriptor)));

    public static Task<Answer> DeliverAsync(this CriteriaApp app, Change change, string? token = null) =>
        app.DeliverAsync($"alliance.{change.Register}.v1", Json.Format(change), token);

    public static async Task<Answer> DeliverAsync(this CriteriaApp app, string topic, string data, string? token = null)
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
