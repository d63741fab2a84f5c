using System.Globalization;
using Alliance.Errors.V1;
using AllianceServices.Contracts;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Errors;

/// <summary>
/// Makes the errors that clients see: a google.rpc.Status with an ErrorInfo whose reason is one of
/// <see cref="ErrorReason"/>, and the detail that belongs to it.
/// </summary>
public static class RpcErrors
{
    /// <summary>The domain of every ErrorInfo.</summary>
    public const string Domain = "alliance.services";

    private const int MaxText = 300;

    private static readonly Duration RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

    /// <summary>INVALID_ARGUMENT with all violations at once, up to <see cref="FieldViolation.Most"/>.</summary>
    public static RpcException InvalidArgument(params IReadOnlyList<FieldViolation> violations)
    {
        var details = new BadRequest();
        foreach (var violation in violations.Take(FieldViolation.Most))
        {
            details.FieldViolations.Add(new BadRequest.Types.FieldViolation
            {
                Field = Shorten(violation.Field),
                Description = Shorten(violation.Description),
                Reason = Name(violation.Reason),
            });
        }
        var message = string.Join("; ", violations.Take(3).Select(v => Shorten($"{v.Field} {v.Description}")));
        var more = violations.Count > 3 ? "; and more" : "";
        return Create(Code.InvalidArgument, violations[0].Reason, $"{message}{more}.", null, details);
    }

    /// <summary>NOT_FOUND for a resource.</summary>
    public static RpcException NotFound(string resourceType, string name) =>
        Create(Code.NotFound, ErrorReason.ResourceNotFound, $"{name} does not exist.", null,
            new ResourceInfo { ResourceType = resourceType, ResourceName = name });

    /// <summary>NOT_FOUND for an HTTP path at which there is no method.</summary>
    public static RpcException NoSuchPath(string method, string path) =>
        Create(Code.NotFound, ErrorReason.ResourceNotFound, $"There is no method at {method} {Shorten(path)}.", null,
            new ResourceInfo { ResourceName = Shorten(path) });

    /// <summary>ALREADY_EXISTS for a resource.</summary>
    public static RpcException AlreadyExists(string resourceType, string name) =>
        Create(Code.AlreadyExists, ErrorReason.ResourceAlreadyExists, $"{name} exists already.", null,
            new ResourceInfo { ResourceType = resourceType, ResourceName = name });

    /// <summary>ABORTED because the caller has not seen the current revision.</summary>
    public static RpcException EtagMismatch(string name, string currentEtag) =>
        Create(Code.Aborted, ErrorReason.EtagMismatch, $"{name} has changed since; read it again.",
            new() { ["etag"] = currentEtag });

    /// <summary>FAILED_PRECONDITION because the resource is in a state that does not allow the call.</summary>
    /// <param name="name">The resource.</param>
    /// <param name="state">The state, as the contract names it.</param>
    /// <param name="description">What the state is and what it does not allow, to follow the name.</param>
    public static RpcException StateNotAllowed(string name, string state, string description) =>
        Create(Code.FailedPrecondition, ErrorReason.StateNotAllowed, $"{name} {description}.", new() { ["state"] = state },
            new PreconditionFailure
            {
                Violations = { new PreconditionFailure.Types.Violation { Type = "STATE", Subject = name, Description = description } },
            });

    /// <summary>UNAVAILABLE because the Gateway has not read a register to its end yet.</summary>
    public static RpcException ViewNotReady(string register) =>
        Create(Code.Unavailable, ErrorReason.ViewNotReady, $"The view is still reading the register {register}.",
            new() { ["register"] = register }, new RetryInfo { RetryDelay = RetryDelay });

    /// <summary>UNAVAILABLE because another service does not answer.</summary>
    public static RpcException UpstreamUnavailable(string service) =>
        Create(Code.Unavailable, ErrorReason.UpstreamUnavailable, $"The service {service} does not answer.",
            new() { ["service"] = service }, new RetryInfo { RetryDelay = RetryDelay });

    /// <summary>UNAVAILABLE because what a freshness token stands for was not included in time.</summary>
    public static RpcException FreshnessNotReached(string token) =>
        Create(Code.Unavailable, ErrorReason.FreshnessNotReached, $"{token} was not included in time.",
            new() { ["token"] = token }, new RetryInfo { RetryDelay = RetryDelay });

    /// <summary>UNAVAILABLE because the register's store does not answer.</summary>
    public static RpcException StoreUnavailable() =>
        Create(Code.Unavailable, ErrorReason.StoreUnavailable, "The register's store does not answer.", null,
            new RetryInfo { RetryDelay = RetryDelay });

    /// <summary>OUT_OF_RANGE because the log ends before the sequence after which the caller wants to go on.</summary>
    public static RpcException SequenceOutOfRange(long last) =>
        Create(Code.OutOfRange, ErrorReason.SequenceOutOfRange, $"The log ends at {last}.",
            new() { ["last"] = last.ToString(CultureInfo.InvariantCulture) });

    /// <summary>OUT_OF_RANGE because a resume token is too old, or of a log that is gone.</summary>
    public static RpcException ResumeTokenExpired() =>
        Create(Code.OutOfRange, ErrorReason.ResumeTokenExpired, "The resume token is too old; watch without one.", null);

    /// <summary>ABORTED because the reader of an export takes too long.</summary>
    public static RpcException ReaderTooSlow() =>
        Create(Code.Aborted, ErrorReason.ReaderTooSlow, "The rows were not taken in time; begin anew, and read faster.", null);

    /// <summary>INTERNAL with a fixed text: a fault of the service, never the caller's.</summary>
    public static RpcException Internal() =>
        Create(Code.Internal, ErrorReason.Internal, "The service failed; its log has the cause.", null);

    /// <summary>The wire form of a reason: its proto name without the prefix.</summary>
    public static string Name(ErrorReason reason) => ProtoEnums.ShortNameOf(reason);

    // What a caller sent may be quoted here, and may be long.
    private static string Shorten(string text) => text.Length <= MaxText ? text : text[..MaxText] + "...";

    private static RpcException Create(
        Code code, ErrorReason reason, string message, Dictionary<string, string>? metadata, params IMessage[] details)
    {
        var info = new ErrorInfo { Reason = Name(reason), Domain = Domain };
        info.Metadata.Add(metadata ?? []);
        var status = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(info) } };
        status.Details.AddRange(details.Select(Any.Pack));
        return status.ToRpcException();
    }
}
