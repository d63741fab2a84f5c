using System.CommandLine;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.Cli;

/// <summary>Where the Gateway is, and the connection to it.</summary>
internal sealed class Connection : IDisposable
{
    private const string Variable = "ALLIANCE_ENDPOINT";
    private const string Default = "http://127.0.0.1:8081";

    private GrpcChannel? _channel;

    /// <summary>Makes the connection that a terminal's environment says.</summary>
    public Connection(Terminal terminal)
    {
        Endpoint = new Option<string>("--endpoint")
        {
            Description = $"The gRPC address of the Gateway; else the variable {Variable}.",
            DefaultValueFactory = _ => terminal.Variable(Variable) is { Length: > 0 } given ? given : Default,
            Recursive = true,
        };
        Endpoint.Validators.Add(result =>
        {
            if (!IsAddress(result.GetValueOrDefault<string>()))
            {
                result.AddError($"--endpoint (or {Variable}) must be an address such as {Default}.");
            }
        });
    }

    /// <summary>The option that names the Gateway.</summary>
    public Option<string> Endpoint { get; }

    /// <summary>Makes calls. Nothing is sent before the first.</summary>
    public CallInvoker Open(ParseResult result)
    {
        _channel ??= GrpcChannel.ForAddress(result.GetRequiredValue(Endpoint), new GrpcChannelOptions
        {
            // An exported row may be as large as an imported one.
            MaxReceiveMessageSize = null,
            HttpHandler = new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(10),
                // A machine that is gone sends nothing that would say so.
                KeepAlivePingDelay = TimeSpan.FromSeconds(20),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            },
            DisposeHttpClient = true,
        });
        return _channel.CreateCallInvoker();
    }

    /// <inheritdoc/>
    public void Dispose() => _channel?.Dispose();

    private static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
