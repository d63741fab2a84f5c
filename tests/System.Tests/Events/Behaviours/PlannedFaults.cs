using AllianceServices.DevSidecar;
using AllianceServices.Local;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>A fault of the broker on every event; what can be is delivered under it, the rest when it ends with the act.</summary>
/// <param name="plan">The fault.</param>
/// <param name="count">How often it happened.</param>
/// <param name="expected">How often it must, at least; exactly if no more than that is possible.</param>
internal sealed class PlannedFault(FaultPlan plan, Func<FaultCounts, long> count, long expected, string looks = "01:00:00") : Behaviour
{
    private long _before;

    public override string Looks => looks;

    public override Task BeginAsync(TestSystem system, IReadOnlyList<IMessage> act)
    {
        _before = count(system.Local.Hub.Faults.Counts);
        // A lone event has none that could overtake it.
        system.Local.Hub.Faults.Plan = plan.Reorder > 0 && act.Count == 1 ? FaultPlan.None : plan;
        return Task.CompletedTask;
    }

    public override async Task EndAsync(TestSystem system)
    {
        var faults = system.Local.Hub.Faults;
        if (faults.Plan != FaultPlan.None)
        {
            await Eventually.HoldsAsync(() => count(faults.Counts) > _before, "the fault happens");
        }
        if (plan.BrokerDown || plan.Reorder > 0)
        {
            faults.Clear();
        }
    }

    public override Task AssertHappenedAsync(TestSystem system)
    {
        Assert.InRange(count(system.Local.Hub.Faults.Counts), expected, long.MaxValue);
        return Task.CompletedTask;
    }
}

/// <summary>Every event is minutes late, by the broker's clock.</summary>
internal sealed class DelayOfMinutes : Behaviour
{
    private static readonly FaultPlan Plan = new() { MinDelay = TimeSpan.FromMinutes(2), MaxDelay = TimeSpan.FromMinutes(10) };

    private readonly FakeTimeProvider _clock = new();
    private readonly DateTimeOffset _start;

    public DelayOfMinutes() => _start = _clock.GetUtcNow();

    public override Task<LocalSettings> SetUpAsync(LocalSettings settings) =>
        Task.FromResult(settings with { Broker = new() { TimeProvider = _clock } });

    public override Task StartAsync(TestSystem system)
    {
        system.Local.Hub.Faults.Plan = Plan;
        return Task.CompletedTask;
    }

    public override async Task EndAsync(TestSystem system)
    {
        var late = system.Local.Hub.Faults;
        var topics = ServiceInfo.Registers.Select(register => ServiceInfo.Topic(register.Name));
        await Eventually.HoldsAsync(() => topics.SelectMany(system.Local.Hub.Groups).Any(group => group.Lag > 0), "events are on their way");
        await system.PassTimeUntilDoneAsync(_clock, TimeSpan.FromSeconds(30));
        Assert.NotEqual(0, late.Counts.Delayed);
    }

    public override Task AssertHappenedAsync(TestSystem system)
    {
        Assert.Equal(EventSeries.Deliveries, system.Local.Hub.Faults.Counts.Delayed);
        // Nothing of an act was done with before the least delay had passed.
        Assert.InRange(_clock.GetUtcNow() - _start, EventSeries.Acts.Count * Plan.MinDelay, TimeSpan.MaxValue);
        return Task.CompletedTask;
    }
}
