using AllianceServices.ServiceDefaults.Storage;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace AllianceServices.ServiceDefaults.Errors;

/// <summary>Turns whatever a handler did not foresee into a status with details, and logs it once.</summary>
public sealed partial class ErrorInterceptor(IEnumerable<RegisterStore> stores, ILogger<ErrorInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, () => continuation(request, context));

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            try
            {
                return await continuation(requestStream, context);
            }
            catch (IOException)
            {
                // The caller broke off in the middle of its stream, which can come before the call counts as cancelled.
                throw Left();
            }
        });

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        GuardAsync(context, async () =>
        {
            await continuation(request, responseStream, context);
            return true;
        });

    private async Task<T> GuardAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            // Health, reflection and Dapr's callbacks do without.
            return stores.All(store => store.Prepared.IsCompleted) || !context.Method.StartsWith("/alliance.", StringComparison.Ordinal)
                ? await call()
                : throw RpcErrors.StoreUnavailable();
        }
        catch (RpcException)
        {
            throw;
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            // Nobody's failure. Where the deadline has passed the framework answers so.
            throw Left();
        }
        catch (Exception exception) when (stores.Any(store => store.IsOutage(exception)))
        {
            LogStoreUnavailable(logger, context.Method, exception.GetBaseException().Message);
            throw RpcErrors.StoreUnavailable();
        }
        catch (Exception exception)
        {
            LogUnexpected(logger, exception, context.Method);
            throw RpcErrors.Internal();
        }
    }

    private static RpcException Left() => new(new Status(StatusCode.Cancelled, "The caller has left."));

    [LoggerMessage(EventName = "alliance.rpc.failed", Level = LogLevel.Error, Message = "{Method} failed")]
    private static partial void LogUnexpected(ILogger logger, Exception exception, string method);

    [LoggerMessage(EventName = "alliance.store.unavailable", Level = LogLevel.Error,
        Message = "{Method} failed: the store does not answer: {Reason}")]
    private static partial void LogStoreUnavailable(ILogger logger, string method, string reason);
}
