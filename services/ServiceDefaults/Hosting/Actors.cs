using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>Who makes a change, for the log.</summary>
public static class Actors
{
    /// <summary>The metadata key, and HTTP header, in which a caller names itself.</summary>
    public const string Header = MetadataKeys.Actor;

    private const string Anonymous = "anonymous";
    private const int MaxLength = 100;

    /// <summary>
    /// The actor of a call. The name is the caller's own word: until callers are authenticated, services listen on
    /// loopback addresses only.
    /// </summary>
    public static string Of(ServerCallContext call)
    {
        var actor = call.RequestHeaders.GetValue(Header);
        if (string.IsNullOrEmpty(actor))
        {
            return Anonymous;
        }
        return actor.Length <= MaxLength && actor.All(c => c is >= ' ' and <= '~')
            ? actor
            : throw RpcErrors.InvalidArgument(
                new FieldViolation(Header, $"must be at most {MaxLength} printable ASCII characters"));
    }
}
