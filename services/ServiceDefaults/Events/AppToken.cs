using System.Security.Cryptography;
using System.Text;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>
/// The token with which the sidecar shows that an event comes from it (Dapr's APP_API_TOKEN). Without one the loopback port
/// is the only guard. The sidecar sends it with events, not when it asks for subscriptions or for health.
/// </summary>
public sealed class AppToken(string? token)
{
    private readonly byte[] _token = Encoding.UTF8.GetBytes(token ?? "");

    /// <summary>UNAUTHENTICATED unless the call carries the token.</summary>
    public void Demand(ServerCallContext call)
    {
        var given = Encoding.UTF8.GetBytes(call.RequestHeaders.GetValue("dapr-api-token") ?? "");
        if (_token.Length > 0 && !CryptographicOperations.FixedTimeEquals(_token, given))
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, "The app token is missing or wrong."));
        }
    }
}
