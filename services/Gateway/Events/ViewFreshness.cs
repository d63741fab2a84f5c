using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Freshness;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Gateway.Events;

/// <summary>
/// What the view includes: the logs as far as it has read them. A statement or an agreement is included only once the view
/// also has what MembershipCriteria derived from it, be it nothing.
/// </summary>
internal sealed class ViewFreshness(ViewHolder view, IEnumerable<ChangeSubscriber> subscribers) : FreshnessGate
{
    private static readonly string Criteria = ServiceInfo.Criteria.Name;

    /// <inheritdoc/>
    protected override Task Changed => view.Changed;

    /// <inheritdoc/>
    protected override ValueTask<bool> IncludesAsync(FreshnessToken token, CancellationToken cancellationToken) =>
        ValueTask.FromResult(HasDerived(token) && HasRead(token));

    /// <inheritdoc/>
    protected override IEnumerable<ChangeSubscriber> Behind(FreshnessToken token) => subscribers.Where(subscriber =>
        (subscriber.Register == token.Register && !HasRead(token)) || (subscriber.Register == Criteria && !HasDerived(token)));

    private bool HasDerived(FreshnessToken token) =>
        token.Register == Criteria || view.Upstream.GetValueOrDefault(token.Register) >= token.Sequence;

    private bool HasRead(FreshnessToken token) =>
        view.Current.Model.LogPositions.GetValueOrDefault(token.Register) >= token.Sequence;
}
