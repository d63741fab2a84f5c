using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.DevSidecar;
using Google.Protobuf;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.Workload;

/// <summary>Each fault on every event of one topic, for all its groups; events alone still carry every change to the view.</summary>
public class TopicFaultTests
{
    private const int Events = 6;

    // Nobody looks at the logs by the clock here, so that only events tell the subscribers of something new.
    private const string NoAntiEntropy = "--Events:AntiEntropyInterval=01:00:00";

    private static readonly World World = World.Club;

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    public async Task Every_fault_on_every_event_of_a_topic_is_overcome(string register)
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        await system.AllEventsAreDoneWithAsync();
        var groups = TestSystem.Subscribers[register].Length;
        var twice = await CountAsync(system, register, new() { Duplicate = 1 }, counts => counts.Duplicated);
        var late = await CountAsync(system, register, new() { MinDelay = Milliseconds(1), MaxDelay = Milliseconds(20) }, counts => counts.Delayed);
        // Held back until the next one has overtaken it: every second one, even of the same key.
        var overtaken = await CountAsync(
            system, register, new() { Reorder = 1, ReorderWithinKey = true, ReorderWindow = TimeSpan.FromSeconds(20) }, counts => counts.Reordered);

        Assert.Equal(groups * Events, twice);
        Assert.Equal(groups * Events, late);
        Assert.Equal(groups * Events / 2, overtaken);
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    public async Task The_next_event_shows_that_others_were_lost(string register)
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        await system.AllEventsAreDoneWithAsync();
        var hub = system.Local.Hub;

        hub.Faults.Plan = new FaultPlan { Drop = 1 };
        await system.RecordAsync(Writes(register, "lost"));
        await system.AllEventsAreDoneWithAsync();
        hub.Faults.Clear();
        Assert.Equal(TestSystem.Subscribers[register].Length * Events, hub.Faults.Counts.Dropped);

        await system.RecordAsync(Writes(register, "found").Take(1));
        await system.SettleAsync(World.Track);
    }

    // Writes under a plan, and says how many faults of a kind that made.
    private static async Task<long> CountAsync(
        TestSystem system, string register, FaultPlan plan, Func<FaultCounts, long> kind)
    {
        var faults = system.Local.Hub.Faults;
        var before = kind(faults.Counts);
        faults.Plan = plan;
        await system.RecordAsync(Writes(register, $"under-{before}-{plan.Duplicate}-{plan.Reorder}"));
        await system.AllEventsAreDoneWithAsync();
        faults.Clear();
        await system.SettleAsync(World.Track);
        return kind(faults.Counts) - before;
    }

    // Each makes exactly one event, on the topic of that register alone.
    private static IEnumerable<IMessage> Writes(string register, string id) =>
        Enumerable.Range(1, Events).Select<int, IMessage>(i => register switch
        {
            "statements" => World.NewStatement($"{id}-{i}", "2020-01-01", Stance.Neutral),
            "agreements" => World.NewAgreement($"{id}-{i}", "2020-01-01", "XA"),
            _ => Assessment($"{id}-{i}"),
        });

    private static CreateAssessmentRequest Assessment(string id)
    {
        var request = World.NewAssessment("peace", "2020-01-01", Status.Met);
        request.AssessmentId = id;
        return request;
    }

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
