using System.Net;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;
using StatementsClient = Alliance.Statements.V1.StatementsService.StatementsServiceClient;

namespace AllianceServices.Statements.Tests;

/// <summary>Which port serves what.</summary>
public class PortTests
{
    private const string Callback = "dapr.proto.runtime.v1.AppCallback";

    [Fact]
    public async Task The_sidecar_learns_on_its_port_that_a_register_subscribes_to_dead_letters_alone_and_is_well()
    {
        await using var app = await StatementsApp.StartAsync();

        var subscriptions = await app.Service.Callback.CallAsync<Empty, ListTopicSubscriptionsResponse>(
            Callback, "ListTopicSubscriptions", new());
        await app.Service.Callback.CallAsync<Empty, Empty>(Callback + "HealthCheck", "HealthCheck", new());

        Assert.All(subscriptions.Subscriptions, one => Assert.EndsWith(".dead", one.Topic, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Callback, "ListTopicSubscriptions")]
    [InlineData(Callback, "OnTopicEvent")]
    [InlineData(Callback + "HealthCheck", "HealthCheck")]
    [InlineData("DAPR.proto.runtime.v1.appcallback", "OnTopicEvent")]
    [InlineData("DAPR.proto.runtime.v1.appcallbackHEALTHCHECK", "HealthCheck")]
    public async Task Callbacks_are_not_served_on_the_public_ports(string service, string method)
    {
        await using var app = await StatementsApp.StartAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => app.Service.Grpc.CallAsync<Empty, Empty>(service, method, new()));
        using var http = await app.Http.PostAsync(new Uri($"/{service}/{method}", UriKind.Relative), null);

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, http.StatusCode);
    }

    [Fact]
    public async Task Public_methods_are_not_served_on_the_callback_port()
    {
        await using var app = await StatementsApp.StartAsync();
        var client = new StatementsClient(app.Service.Callback);

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => client.CreateSourceAsync(new() { SourceId = "a", Source = Sample.Source() }).ResponseAsync);
        var health = await Assert.ThrowsAsync<RpcException>(
            () => new Health.HealthClient(app.Service.Callback).CheckAsync(new()).ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.Equal(StatusCode.Unimplemented, health.StatusCode);
        Assert.Equal(0, await app.ReadHeadAsync());
    }

    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("wrong", StatusCode.Unauthenticated)]
    [InlineData("", StatusCode.Unauthenticated)]
    [InlineData("s3cret", StatusCode.OK)]
    public async Task An_event_must_carry_the_app_token(string? token, StatusCode expected)
    {
        await using var app = await StatementsApp.StartAsync("--APP_API_TOKEN=s3cret");
        var request = new TopicEventRequest { Id = "statements/1", Topic = "alliance.statements.v1", Data = ByteString.Empty };
        Metadata headers = token is null ? [] : new() { { "dapr-api-token", token } };

        var status = StatusCode.OK;
        try
        {
            await app.Service.Callback.CallAsync<TopicEventRequest, TopicEventResponse>(Callback, "OnTopicEvent", request, headers);
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
        }

        Assert.Equal(expected, status);
    }

    [Fact]
    public async Task Subscriptions_and_health_are_asked_for_without_the_app_token()
    {
        await using var app = await StatementsApp.StartAsync("--APP_API_TOKEN=s3cret");

        var subscriptions = await app.Service.Callback.CallAsync<Empty, ListTopicSubscriptionsResponse>(
            Callback, "ListTopicSubscriptions", new());
        await app.Service.Callback.CallAsync<Empty, Empty>(Callback + "HealthCheck", "HealthCheck", new());

        Assert.NotEmpty(subscriptions.Subscriptions);
    }

    [Fact]
    public async Task An_event_that_nobody_subscribed_to_is_dropped()
    {
        await using var app = await StatementsApp.StartAsync();

        var response = await app.Service.Callback.CallAsync<TopicEventRequest, TopicEventResponse>(
            Callback, "OnTopicEvent", new() { Id = "x", Topic = "somebody.else", Data = ByteString.CopyFromUtf8("{") });

        Assert.Equal(TopicEventResponse.Types.TopicEventResponseStatus.Drop, response.Status);
    }

    [Fact]
    public async Task Health_is_told_over_grpc_and_http()
    {
        await using var app = await StatementsApp.StartAsync();

        var health = await new Health.HealthClient(app.Service.Grpc).CheckAsync(new());

        Assert.Equal(ServingStatus.Serving, health.Status);
        Assert.Equal("Healthy", await app.Http.GetStringAsync(new Uri("/healthz", UriKind.Relative)));
    }

    [Fact]
    public async Task Reflection_lists_the_service()
    {
        await using var app = await StatementsApp.StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(app.Service.Grpc).ServerReflectionInfo();

        await call.RequestStream.WriteAsync(new() { ListServices = "" });

        Assert.True(await call.ResponseStream.MoveNext());
        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name);
        Assert.Contains("alliance.statements.v1.StatementsService", services);
    }
}
