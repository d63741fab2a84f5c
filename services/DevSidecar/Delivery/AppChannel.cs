using System.Net;
using System.Net.Sockets;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.DevSidecar;

/// <summary>The callbacks of an app, as daprd calls them on 127.0.0.1. The packages ship only their server side.</summary>
internal sealed class AppChannel : IDisposable
{
    private static readonly Method<Empty, ListTopicSubscriptionsResponse> ListMethod =
        Unary<Empty, ListTopicSubscriptionsResponse>("AppCallback", "ListTopicSubscriptions");

    private static readonly Method<TopicEventRequest, TopicEventResponse> EventMethod =
        Unary<TopicEventRequest, TopicEventResponse>("AppCallback", "OnTopicEvent");

    private static readonly Method<Empty, HealthCheckResponse> HealthMethod =
        Unary<Empty, HealthCheckResponse>("AppCallbackHealthCheck", "HealthCheck");

    private readonly GrpcChannel _channel;
    private readonly CallInvoker _invoker;

    public AppChannel(int port)
    {
        Port = port;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                EnableMultipleHttp2Connections = true,
                // The trace of an event is set by hand; that of the sidecar's own process is none of the app's business.
                ActivityHeadersPropagator = null,
                // With a callback of its own the channel dials for each call. Otherwise it would back off for up
                // to two minutes after an app that was down.
                ConnectCallback = ConnectAsync,
            },
            DisposeHttpClient = true,
        });
        _invoker = _channel.CreateCallInvoker();
    }

    public int Port { get; }

    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // The deadline needs a real clock, whatever clock the hub runs on: the app compares it with its own.
    public async Task HealthCheckAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow + timeout, cancellationToken: cancellationToken);
        using var call = _invoker.AsyncUnaryCall(HealthMethod, null, options, new Empty());
        await call.ResponseAsync;
    }

    public async Task<ListTopicSubscriptionsResponse> ListAsync(CancellationToken cancellationToken)
    {
        using var call = _invoker.AsyncUnaryCall(
            ListMethod, null, new CallOptions(cancellationToken: cancellationToken), new Empty());
        return await call.ResponseAsync;
    }

    public async Task<TopicEventResponse> SendAsync(
        TopicEventRequest request, Metadata headers, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var options = new CallOptions(headers, DateTime.UtcNow + timeout, cancellationToken);
        using var call = _invoker.AsyncUnaryCall(EventMethod, null, options, request);
        return await call.ResponseAsync;
    }

    public void Dispose() => _channel.Dispose();

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Method<TRequest, TResponse> Unary<TRequest, TResponse>(string service, string method)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() =>
        new(MethodType.Unary, "dapr.proto.runtime.v1." + service, method,
            WireMarshaller.For<TRequest>(), WireMarshaller.For<TResponse>());
}
