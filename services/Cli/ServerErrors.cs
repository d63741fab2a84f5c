using System.Net.Sockets;
using System.Text.RegularExpressions;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.Cli;

/// <summary>Says in one line what a call failed of.</summary>
internal static partial class ServerErrors
{
    // HTTP_1_1_REQUIRED, RFC 9113, section 7.
    private const long Http11Required = 0xd;

    /// <summary>The status, the message and the fields that it names.</summary>
    public static string Describe(RpcException error)
    {
        var fields = error.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations ?? [];
        var violations = string.Join("; ", fields.Select(field => $"{field.Field}: {field.Description} ({field.Reason})"));
        return $"{Name(error.StatusCode)}: {Sentence(Detail(error))}" + (violations.Length > 0 ? $" [{violations}]" : "");
    }

    /// <summary>Whether the call may succeed when it is repeated: nobody answers, or the connection was lost.</summary>
    public static bool IsPassing(RpcException error) =>
        (error.StatusCode == StatusCode.Unavailable || IsOfConnection(error.Status.DebugException))
        && !IsOtherProtocol(error.Status.DebugException);

    // What the client itself found out is in the exception; a status of the server has none behind it.
    private static string Detail(RpcException error) => error.Status.DebugException switch
    {
        var cause when IsOtherProtocol(cause) => "The Gateway does not speak gRPC at this port, which may be that of JSON",
        { } cause when IsOfConnection(cause) => $"No connection to the endpoint. {cause.Message}",
        _ => error.Status.Detail,
    };

    private static bool IsOfConnection(Exception? cause) => cause is IOException or HttpRequestException or SocketException;

    private static bool IsOtherProtocol(Exception? cause) => cause is HttpRequestException
    {
        HttpRequestError: HttpRequestError.VersionNegotiationError,
    } or HttpRequestException { InnerException: HttpProtocolException { ErrorCode: Http11Required } };

    // As the contract and all of gRPC write it, `INVALID_ARGUMENT`.
    private static string Name(StatusCode code) => WordBegin().Replace(code.ToString(), "_").ToUpperInvariant();

    private static string Sentence(string text) => text.ReplaceLineEndings(" ").TrimEnd('.') + ".";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordBegin();
}
