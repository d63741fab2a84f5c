using AllianceServices.ServiceDefaults.Errors;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace AllianceServices.ServiceDefaults.Freshness;

/// <summary>
/// Lets a call that carries freshness tokens begin when the service includes them. Calls without the header pay for looking
/// it up. An import's stream is not held up: its answer shows nothing that others wrote.
/// </summary>
public sealed class FreshnessInterceptor(IServiceProvider services, FreshnessOptions options, Drain drain) : Interceptor
{
    // What is left for the answer to reach the caller before its deadline.
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMilliseconds(100);

    // Timers cannot run until the end of time, which a deadline may be.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await ReachAsync(context);
        return await continuation(request, context);
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await ReachAsync(context);
        await continuation(request, responseStream, context);
    }

    private Task ReachAsync(ServerCallContext context) =>
        // Health, reflection and Dapr's callbacks show nothing of the registers.
        context.GetHttpContext().Request.Headers.TryGetValue(FreshnessToken.Header, out var values)
            && context.Method.StartsWith("/alliance.", StringComparison.Ordinal)
            ? ReachAsync(context, FreshnessToken.ReadAll(values))
            : Task.CompletedTask;

    private async Task ReachAsync(ServerCallContext context, IReadOnlyList<FreshnessToken> tokens)
    {
        var gate = services.GetRequiredService<FreshnessGate>();
        var patience = PatienceOf(context);
        var deadline = DateTime.UtcNow + patience;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.StreamsEnd);
        enough.CancelAfter(patience);
        foreach (var token in tokens)
        {
            try
            {
                await gate.WaitAsync(token, deadline, enough.Token);
            }
            catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
            {
                throw RpcErrors.FreshnessNotReached(token.ToString());
            }
        }
    }

    private TimeSpan PatienceOf(ServerCallContext context)
    {
        if (context.Deadline == DateTime.MaxValue)
        {
            return options.Patience;
        }
        var left = context.Deadline - DateTime.UtcNow;
        if (left <= TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }
        var margin = left / 10 < LongestMargin ? left / 10 : LongestMargin;
        return left < LongestWait ? left - margin : LongestWait;
    }
}
