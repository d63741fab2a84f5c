using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>All sidecars restart while the act is written.</summary>
internal sealed class SidecarRestart : Behaviour
{
    private Task _restarts = Task.CompletedTask;
    private int _restarted;

    public override Task BeginAsync(TestSystem system, IReadOnlyList<IMessage> act)
    {
        _restarts = RestartAsync(system);
        return Task.CompletedTask;
    }

    public override async Task EndAsync(TestSystem system)
    {
        await _restarts;
        await system.SubscribedAsync();
    }

    public override Task AssertHappenedAsync(TestSystem system)
    {
        Assert.Equal(EventSeries.Acts.Count * ServiceInfo.All.Count, _restarted);
        return Task.CompletedTask;
    }

    private async Task RestartAsync(TestSystem system)
    {
        foreach (var service in system.Local.Services)
        {
            await service.Sidecar.RestartAsync(Ct);
            _restarted++;
        }
    }
}

/// <summary>After each act the broker delivers everything again that it ever had.</summary>
internal sealed class FullReplay : Behaviour
{
    private long _again;

    public override async Task EndAsync(TestSystem system)
    {
        await Eventually.BecomesAsync(system.IsDoneAsync, done => done, "the act is done with");
        _again += ServiceInfo.Registers.Sum(register => system.Local.Hub.Replay(ServiceInfo.Topic(register.Name)));
    }

    // Of statements 1 before and 6, 0 and 5 in the acts, of agreements 1, 0 and 0, of criteria 5 before and 4, 1 and 3.
    public override Task AssertHappenedAsync(TestSystem system)
    {
        Assert.Equal((7 + 7 + 12) + (1 + 1 + 1) + (9 + 10 + 13), _again);
        return Task.CompletedTask;
    }
}
