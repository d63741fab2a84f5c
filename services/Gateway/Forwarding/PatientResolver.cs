using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>
/// Balances over all addresses of a name where that is asked for; elsewhere a name has one address that answers, such as
/// `localhost`, and connecting finds it. Lets the Gateway start and run while a register's name has no address, as when none of its replicas is ready yet: the
/// name stands for itself, calls to it fail as unavailable, and it is looked up again soon.
/// </summary>
internal sealed class PatientResolver(IDestinationResolver resolver) : IDestinationResolver
{
    /// <summary>How often names are looked up, so that replicas that come and go are noticed.</summary>
    public static readonly TimeSpan RefreshPeriod = TimeSpan.FromSeconds(5);

    private const string AllAddresses = "all-addresses";

    /// <summary>A destination that stands for all addresses of the name in a URL.</summary>
    public static DestinationConfig AllAddressesOf(string url) =>
        new() { Address = url, Metadata = new Dictionary<string, string> { [AllAddresses] = "" } };

    /// <inheritdoc/>
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        if (!destinations.Values.Any(destination => destination.Metadata?.ContainsKey(AllAddresses) ?? false))
        {
            return new(destinations, changeToken: null);
        }
        try
        {
            return await resolver.ResolveDestinationsAsync(destinations, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            return new(destinations, new CancellationChangeToken(new CancellationTokenSource(RefreshPeriod).Token));
        }
    }
}
