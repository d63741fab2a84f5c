using Grpc.Core;

namespace AllianceServices.Cli;

/// <summary>What people are told of failures that are no fault of the program.</summary>
internal static class Failures
{
    /// <summary>One line about a failure; none about a fault of the program.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        StopException => exception.Message,
        OperationCanceledException => "Interrupted.",
        // Thrown where a message was read.
        RpcException { Status.DebugException: StopException stop } => stop.Message,
        RpcException { StatusCode: StatusCode.Cancelled, Status.DebugException: OperationCanceledException } => "Interrupted.",
        RpcException error => ServerErrors.Describe(error),
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}
