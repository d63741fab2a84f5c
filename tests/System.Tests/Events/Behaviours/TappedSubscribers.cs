using System.Collections.Concurrent;
using Alliance.Type.V1;
using AllianceServices.Local;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.AppCallback.Autogen.Grpc.v1;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>Something happens on every event's first way from the sidecar to a subscriber.</summary>
internal abstract class TappedSubscribers : Behaviour
{
    private readonly ConcurrentDictionary<(string Subscriber, string EventId), bool> _seen = new();
    private bool _started;

    protected TappedSubscribers() => Tap = new((subscriber, request) =>
        _started && _seen.TryAdd((subscriber, request.Id), true) ? First(request) : new(request));

    protected CallbackTap Tap { get; }

    public override Task<LocalSettings> SetUpAsync(LocalSettings settings) => Task.FromResult(settings with { OnBuilt = Tap.Into });

    public override Task StartAsync(TestSystem system)
    {
        _started = true;
        return Task.CompletedTask;
    }

    public override Task AssertHappenedAsync(TestSystem system)
    {
        Assert.Equal(EventSeries.Deliveries, _seen.Count);
        return Task.CompletedTask;
    }

    protected abstract Tapped First(TopicEventRequest request);
}

/// <summary>Every subscriber applies every event and answers RETRY all the same, as one that breaks down in between: it comes again.</summary>
internal sealed class RetryAfterTheEffect : TappedSubscribers
{
    private readonly FakeTimeProvider _clock = new();

    public override Task<LocalSettings> SetUpAsync(LocalSettings settings) =>
        base.SetUpAsync(settings with { Broker = new() { TimeProvider = _clock } });

    // So that the sidecars' pauses between two tries pass.
    public override Task EndAsync(TestSystem system) => system.PassTimeUntilDoneAsync(_clock, TimeSpan.FromSeconds(1));

    public override async Task AssertHappenedAsync(TestSystem system)
    {
        await base.AssertHappenedAsync(system);
        Assert.Equal(EventSeries.Deliveries, Tap.Answers.Count(answer => answer.Answer == Answer.Retry));
    }

    protected override Tapped First(TopicEventRequest request) => new(request, Answer.Retry);
}

/// <summary>Every event is given up unread by every subscriber, and delivered only when an operator has the dead letters published again.</summary>
internal sealed class DeadLetterDelivery : TappedSubscribers
{
    public override int DeadLetters => EventSeries.Deliveries;

    public override Task EndAsync(TestSystem system) => Eventually.BecomesAsync(
        async () =>
        {
            var replayed = 0;
            foreach (var register in ServiceInfo.Registers)
            {
                replayed += await system.ReplayDeadLettersAsync(register.Name);
            }
            return replayed == 0 && await system.IsDoneAsync() && await system.CountDeadLettersAsync() == 0;
        },
        done => done, "all dead letters are published again");

    public override async Task AssertHappenedAsync(TestSystem system)
    {
        await base.AssertHappenedAsync(system);
        Assert.Equal(EventSeries.Deliveries, Tap.Answers.Count(answer => answer.Answer == Answer.Drop));
        Assert.Equal(0, await system.CountDeadLettersAsync());
    }

    protected override Tapped First(TopicEventRequest request) => new(null, Answer.Drop);
}

/// <summary>
/// Every event is as a newer version sends it: every other one with fields that nobody here knows, the rest of a type and about a
/// kind of resource that nobody here knows.
/// </summary>
internal sealed class NewerVersion : TappedSubscribers
{
    private const string Resource = "type.googleapis.com/alliance.";

    // What cannot be read leaves its effect to the log; after the last one nothing else shows the gap.
    public override string Looks => "00:00:00.2";

    // The even ones: statements 2, 4, ..., 12 for two subscribers, criteria 6, 8, 10, 12 for one.
    public override int DeadLetters => (6 * 2) + 4;

    protected override Tapped First(TopicEventRequest request)
    {
        Assert.True(EventJson.TryRead(request.Data, out var change));
        var json = request.Data.ToStringUtf8();
        return new(change.Sequence % 2 == 1
            ? new(request) { Data = ByteString.CopyFromUtf8("{\"significance\":{\"of\":\"the future\"}," + json[1..]) }
            : new(request)
            {
                Type = Change.Descriptor.FullName.Replace(".v1.", ".v2.", StringComparison.Ordinal),
                Data = ByteString.CopyFromUtf8(OfNewerKind(json)),
            });
    }

    private static string OfNewerKind(string json)
    {
        Assert.Contains(Resource, json, StringComparison.Ordinal);
        return json.Replace(Resource, Resource + "next.", StringComparison.Ordinal);
    }
}
