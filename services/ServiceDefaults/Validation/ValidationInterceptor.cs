using AllianceServices.ServiceDefaults.Errors;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace AllianceServices.ServiceDefaults.Validation;

/// <summary>Checks every request before its handler runs. Import rows are checked one by one by the import.</summary>
public sealed class ValidationInterceptor(RequestValidator validator) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        ThrowIfInvalid(request);
        return continuation(request, context);
    }

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        ThrowIfInvalid(request);
        return continuation(request, responseStream, context);
    }

    private void ThrowIfInvalid<TRequest>(TRequest request)
    {
        // Only the contract's own messages carry constraints; health, reflection and Dapr messages do not.
        if (request is IMessage message && message.Descriptor.File.Package.StartsWith("alliance.", StringComparison.Ordinal)
            && validator.Check(message) is { Count: > 0 } violations)
        {
            throw RpcErrors.InvalidArgument(violations);
        }
    }
}
