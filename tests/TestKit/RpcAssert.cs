using Alliance.Errors.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace AllianceServices.TestKit;

/// <summary>Checks that a call fails as the contract says.</summary>
public static class RpcAssert
{
    private const string Prefix = "ERROR_REASON_";

    /// <summary>The call fails with this status and this reason in its google.rpc.ErrorInfo.</summary>
    public static async Task<RpcFailure> FailsAsync(StatusCode status, ErrorReason reason, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(status, exception.StatusCode);
        var failure = new RpcFailure(exception.GetRpcStatus() ?? throw new Xunit.Sdk.XunitException($"No details: {exception}"));
        Assert.Equal("alliance.services", failure.Info.Domain);
        Assert.Equal(NameOf(reason), failure.Info.Reason);
        return failure;
    }

    /// <summary>The unary call fails with this status and reason.</summary>
    public static Task<RpcFailure> FailsAsync<T>(StatusCode status, ErrorReason reason, AsyncUnaryCall<T> call) =>
        FailsAsync(status, reason, () => call.ResponseAsync);

    /// <summary>How a call ends, for tests in which some calls may fail.</summary>
    public static async Task<StatusCode> OutcomeAsync(Func<Task> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    /// <summary>A reason as it is written on the wire, `FIELD_INVALID`.</summary>
    public static string NameOf(ErrorReason reason)
    {
        var name = ErrorReasonReflection.Descriptor.EnumTypes.Single().FindValueByNumber((int)reason).Name;
        Assert.StartsWith(Prefix, name, StringComparison.Ordinal);
        return name[Prefix.Length..];
    }
}

/// <summary>A failed call's status with its details.</summary>
public sealed record RpcFailure(Google.Rpc.Status Status)
{
    /// <summary>The reason.</summary>
    public ErrorInfo Info => Detail<ErrorInfo>() ?? throw new Xunit.Sdk.XunitException($"No ErrorInfo: {Status}");

    /// <summary>What is wrong with the request; empty if the error is of another kind.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> Violations => Detail<BadRequest>()?.FieldViolations ?? [];

    /// <summary>The paths of the violations.</summary>
    public IReadOnlyList<string> Fields => [.. Violations.Select(violation => violation.Field)];

    /// <summary>A detail of the status, or null.</summary>
    public T? Detail<T>() where T : class, IMessage<T>, new() => Status.GetDetail<T>();
}
