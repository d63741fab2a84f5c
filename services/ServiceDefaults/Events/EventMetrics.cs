using System.Diagnostics.Metrics;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>Counts what happens in the background.</summary>
public sealed class EventMetrics
{
    /// <summary>The meter of all services.</summary>
    public const string MeterName = "AllianceServices";

    private readonly Counter<long> _publishFailures;
    private readonly Counter<long> _events;
    private readonly Counter<long> _catchUpFailures;
    private readonly Counter<long> _deadLetters;

    /// <summary>Creates the instruments.</summary>
    public EventMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _publishFailures = meter.CreateCounter<long>(
            "alliance.relay.publish.failures", "{failure}", "Tries to publish changes that failed.");
        _events = meter.CreateCounter<long>(
            "alliance.events.received", "{event}", "Events received, by register and outcome.");
        _catchUpFailures = meter.CreateCounter<long>(
            "alliance.events.catch_up.failures", "{failure}", "Tries to read a register's log that failed.");
        _deadLetters = meter.CreateCounter<long>(
            "alliance.events.dead_letters", "{event}", "Events of the register's topic that a subscriber gave up, by subscriber.");
    }

    /// <summary>A publish failed.</summary>
    public void PublishFailed(string register) => _publishFailures.Add(1, new KeyValuePair<string, object?>("alliance.register", register));

    /// <summary>An event came in.</summary>
    public void Received(string register, string outcome) => _events.Add(1,
        new KeyValuePair<string, object?>("alliance.register", register), new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A subscriber gave up an event.</summary>
    public void DeadLetter(string register, string subscriber) => _deadLetters.Add(1,
        new KeyValuePair<string, object?>("alliance.register", register), new KeyValuePair<string, object?>("alliance.subscriber", subscriber));

    /// <summary>Reading a log failed.</summary>
    public void CatchUpFailed(string register) => _catchUpFailures.Add(1, new KeyValuePair<string, object?>("alliance.register", register));
}
