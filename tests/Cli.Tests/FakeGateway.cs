using System.Threading.Channels;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using Grpc.Core;

namespace AllianceServices.Cli.Tests;

/// <summary>A Gateway that answers, or fails, as the test says: each call takes the next script.</summary>
internal sealed class FakeGateway : CallInvoker
{
    private readonly Queue<Func<object>> _script = [];

    /// <summary>The rows of each import, as they were sent.</summary>
    public List<List<byte[]>> Imports { get; } = [];

    /// <summary>The metadata of each import.</summary>
    public List<Metadata?> Headers { get; } = [];

    /// <summary>The resume token of each watch.</summary>
    public List<string> ResumeTokens { get; } = [];

    public static RpcException Away { get; } = new(new Status(StatusCode.Unavailable, "The service statements does not answer."));

    /// <summary>The next import gets this answer.</summary>
    public void Answers(ImportResponse answer) => _script.Enqueue(() => answer);

    /// <summary>The next call fails.</summary>
    public void Fails(RpcException error) => _script.Enqueue(() => throw error);

    /// <summary>The next watch sends these messages and fails with the error, or stays open without one.</summary>
    public void Sends(RpcException? error, params WatchReadinessResponse[] messages) => _script.Enqueue(() =>
    {
        var channel = Channel.CreateUnbounded<WatchReadinessResponse>();
        foreach (var message in messages)
        {
            channel.Writer.TryWrite(message);
        }
        if (error is not null)
        {
            channel.Writer.Complete(error);
        }
        return channel.Reader;
    });

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var rows = new List<byte[]>();
        Imports.Add(rows);
        Headers.Add(options.Headers);
        return new(
            (IClientStreamWriter<TRequest>)(object)new Writer(rows), Task.Run(() => (TResponse)_script.Dequeue()()),
            Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        ResumeTokens.Add(((WatchReadinessRequest)(object)request).ResumeToken);
        var stream = new Reader<TResponse>((ChannelReader<TResponse>)_script.Dequeue()());
        return new(stream, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    private sealed class Writer(List<byte[]> rows) : IClientStreamWriter<byte[]>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task CompleteAsync() => Task.CompletedTask;

        public Task WriteAsync(byte[] message) => throw new NotSupportedException();

        public Task WriteAsync(byte[] message, CancellationToken cancellationToken)
        {
            rows.Add(message);
            return Task.CompletedTask;
        }
    }

    private sealed class Reader<T>(ChannelReader<T> messages) : IAsyncStreamReader<T>
    {
        public T Current { get; private set; } = default!;

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await messages.WaitToReadAsync(cancellationToken))
            {
                return false;
            }
            Current = await messages.ReadAsync(cancellationToken);
            return true;
        }
    }
}
