using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.SystemTests.Events.Behaviours;

namespace AllianceServices.SystemTests.Events;

/// <summary>An event belongs to the trace of the call that made it, all the way to what is derived from it.</summary>
public class IdentityTests
{
    private static readonly World World = World.Club;

    [Fact]
    public async Task One_trace_runs_from_a_write_through_its_events_to_the_changes_derived_from_them()
    {
        var handled = new ConcurrentQueue<(string Published, string? Parent)>();
        var tap = new CallbackTap((_, request) =>
        {
            handled.Enqueue((request.Extensions.Fields["traceparent"].StringValue, Activity.Current?.ParentId));
            return new(request);
        });
        await using var system = await TestSystem.StartAsync(settings => settings with
        {
            OnBuilt = tap.Into,
            // A look at the log belongs to no call.
            Arguments = ["--Events:AntiEntropyInterval=01:00:00"],
        });
        await system.SubscribedAsync();
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);

        var first = await PublishUnderATraceAsync(system, "first", "XA");
        var second = await PublishUnderATraceAsync(system, "second", "XB");

        await system.AllEventsAreDoneWithAsync();
        Assert.NotEqual(first, second);
        Assert.Equal([first, first], TracesOf(system, "statements", "statements/first"));
        Assert.Equal([second, second], TracesOf(system, "statements", "statements/second"));
        Assert.Equal([first], TracesOf(system, "criteria", World.Position("XA")));
        Assert.Equal([second], TracesOf(system, "criteria", World.Position("XB")));
        // Two events for each of two subscribers and one for one, of either call, were handled as part of what published them.
        var ofTheCalls = handled.Where(delivery => TraceOf(delivery.Published) is { } trace && (trace == first || trace == second)).ToList();
        Assert.Equal(2 * ((2 * 2) + 1), ofTheCalls.Count);
        Assert.All(ofTheCalls, delivery => Assert.Equal(delivery.Published, delivery.Parent));
    }

    private static async Task<ActivityTraceId> PublishUnderATraceAsync(TestSystem system, string id, string party)
    {
        var trace = ActivityTraceId.CreateRandom();
        using (new Activity("a client's call").SetParentId(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start())
        {
            await system.RecordAsync(World.NewStatement(id, "2018-01-01", Stance.Supports, party), World.Publish(id));
        }
        // An event that comes late makes its subscriber read on, and what it reads then is part of that event's trace.
        await system.SettleAsync(World.Track);
        return trace;
    }

    private static IEnumerable<ActivityTraceId?> TracesOf(TestSystem system, string register, string subject)
    {
        foreach (var message in system.Local.Hub.Messages(ServiceInfo.Topic(register)))
        {
            using var envelope = JsonDocument.Parse(message.Data);
            if (envelope.RootElement.GetProperty("subject").GetString() == subject)
            {
                yield return TraceOf(envelope.RootElement.GetProperty("traceparent").GetString());
            }
        }
    }

    private static ActivityTraceId? TraceOf(string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, out var context) ? context.TraceId : null;
}
