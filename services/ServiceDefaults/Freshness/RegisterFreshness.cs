using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Events;

namespace AllianceServices.ServiceDefaults.Freshness;

/// <summary>
/// What a register includes: its own log, and of the logs that it derives from what it has handled. The logs of others say
/// nothing about its answers.
/// </summary>
public sealed class RegisterFreshness<TContext>(
    Register<TContext> register, ChangeSignal signal, IEnumerable<ChangeSubscriber> subscribers) : FreshnessGate
    where TContext : RegisterContext
{
    /// <inheritdoc/>
    protected override Task Changed => signal.Next;

    /// <inheritdoc/>
    protected override async ValueTask<bool> IncludesAsync(FreshnessToken token, CancellationToken cancellationToken)
    {
        if (token.Register == register.Name)
        {
            return await register.ReadLastSequenceAsync(cancellationToken) >= token.Sequence;
        }
        if (!Behind(token).Any())
        {
            return true;
        }
        await using var db = await register.OpenAsync(cancellationToken);
        var handled = await UpstreamCursors.ReadAsync(db, cancellationToken);
        return handled.Exists(position => position.Register == token.Register && position.Sequence >= token.Sequence);
    }

    /// <inheritdoc/>
    protected override IEnumerable<ChangeSubscriber> Behind(FreshnessToken token) =>
        subscribers.Where(subscriber => subscriber.Register == token.Register);
}
