using AllianceServices.Local;
using Google.Protobuf;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>What goes wrong while the series is written, act by act.</summary>
internal abstract class Behaviour : IAsyncDisposable
{
    /// <summary>
    /// How often subscribers look at the logs by the clock. By default as good as never: then events alone tell them of anything.
    /// </summary>
    public virtual string Looks => "01:00:00";

    /// <summary>How many dead letters the registers keep in the end, published again or not.</summary>
    public virtual int DeadLetters => 0;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Sets up the system that it happens to.</summary>
    public virtual Task<LocalSettings> SetUpAsync(LocalSettings settings) => Task.FromResult(settings);

    /// <summary>The system is there, with what the series is about.</summary>
    public virtual Task StartAsync(TestSystem system) => Task.CompletedTask;

    /// <summary>Before the writes of an act.</summary>
    public virtual Task BeginAsync(TestSystem system, IReadOnlyList<IMessage> act) => Task.CompletedTask;

    /// <summary>After them.</summary>
    public virtual Task EndAsync(TestSystem system) => Task.CompletedTask;

    /// <summary>It has really gone wrong, as often as it should.</summary>
    public abstract Task AssertHappenedAsync(TestSystem system);

    /// <summary>Ends what it has started beside the system.</summary>
    public virtual Task StopAsync() => Task.CompletedTask;

    /// <summary>Gives back what it has set up, once the system is gone.</summary>
    protected virtual Task ReleaseAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync() => await ReleaseAsync();
}
