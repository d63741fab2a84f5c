using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.MembershipCriteria.Tests.Events;

public abstract class EventTests(StoreKind store)
{
    // Stands at the instant of all commits, so that no event is late, and nothing is read but because of an event.
    private readonly FakeTimeProvider _clock = new(FakeLog.CommitTime);

    [Fact]
    public async Task An_event_as_any_application_may_write_it_applies()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, _clock);

        var answer = await app.DeliverAsync("alliance.statements.v1", """
            {
              "register": "statements", "sequence": "1", "name": "statements/a", "revision": "1", "kind": "KIND_PUBLISHED",
              "recordTime": "2024-06-17T12:00:00Z",
              "resource": {
                "@type": "type.googleapis.com/alliance.statements.v1.Statement",
                "name": "statements/a", "date": "2024-06-17", "state": "STATE_PUBLISHED", "confidence": "CONFIDENCE_VERIFIED",
                "positions": [{
                  "organization": "organizations/nato", "candidate": "UA", "stance": "STANCE_SUPPORTS",
                  "level": "AUTHORITY_LEVEL_GOVERNMENT", "parties": ["US"]
                }]
              },
              "fieldOfALaterVersion": true
            }
            """);

        Assert.Equal(Answer.Success, answer);
        var step = Assert.Single((await app.GetPositionAsync("US")).Steps);
        Assert.Equal(("2024-06-17", Stance.Supports, "statements/a"), (step.From, step.Stance, step.Record));
        Assert.Equal("statements 1", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task Duplicates_change_nothing()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, _clock);
        var first = app.Registers.Agreements.Append(Given.Agreement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        var second = app.Registers.Agreements.Append(Given.Agreement("b", "2024-01-02", Given.Position(Stance.Neutral, "US")));
        Assert.Equal(Answer.Success, await app.DeliverAsync(first));
        Assert.Equal(Answer.Success, await app.DeliverAsync(second));
        var (before, _) = await app.ReadLogAsync();
        // To recognize them takes nobody else.
        app.Registers.Agreements.IsDown = true;

        Assert.Equal(Answer.Success, await app.DeliverAsync(second));
        Assert.Equal(Answer.Success, await app.DeliverAsync(first));

        Assert.Equal(before, (await app.ReadLogAsync()).Changes);
        Assert.Equal("agreements 2", await app.ReadUpstreamAsync());
        Assert.Equal(2, (await app.GetPositionAsync("US")).Revision);
    }

    [Fact]
    public async Task Events_that_come_at_once_apply_once()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, _clock);
        var changes = Enumerable.Range(1, 20).Select(i => app.Registers.Statements.Append(
            Given.Statement($"s{i}", $"2024-01-{i:d2}", Given.Position(i % 2 == 0 ? Stance.Supports : Stance.Opposes, "US")))).ToList();

        var answers = await Task.WhenAll(changes.Concat(changes).Reverse().Select(change => app.DeliverAsync(change)));

        Assert.All(answers, answer => Assert.Equal(Answer.Success, answer));
        Assert.Equal(changes.Select(change => change.Name), (await app.GetPositionAsync("US")).Entries.Select(entry => entry.Record));
        Assert.Equal("statements 20", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task A_gap_is_read_from_the_register()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, _clock);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        app.Registers.Statements.Append(Given.Statement("b", "2024-01-02", Given.Position(Stance.Supports, "SE")));
        var last = app.Registers.Statements.Append(Given.Source("c"));

        Assert.Equal(Answer.Success, await app.DeliverAsync(last));

        Assert.Single((await app.GetPositionAsync("US")).Steps);
        Assert.Single((await app.GetPositionAsync("SE")).Steps);
        Assert.Equal("statements 3", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task A_late_event_brings_everything_that_was_committed_since()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, _clock);
        var first = app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        app.Registers.Statements.Append(Given.Statement("b", "2024-01-02", Given.Position(Stance.Neutral, "US")));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Answer.Success, await app.DeliverAsync(first));

        Assert.Equal(1, (await app.GetPositionAsync("US")).Revision);
        Assert.Equal("statements 2", await app.ReadUpstreamAsync());
    }

    [Fact]
    public async Task A_gap_that_cannot_be_read_is_tried_again()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, _clock);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        var second = app.Registers.Statements.Append(Given.Statement("b", "2024-01-02", Given.Position(Stance.Neutral, "US")));
        app.Registers.Statements.IsDown = true;

        Assert.Equal(Answer.Retry, await app.DeliverAsync(second));
        Assert.Equal("", await app.ReadUpstreamAsync());
        app.Registers.Statements.IsDown = false;
        Assert.Equal(Answer.Success, await app.DeliverAsync(second));

        Assert.Equal([Stance.Supports, Stance.Neutral], (await app.GetPositionAsync("US")).Steps.Select(step => step.Stance));
    }

    [Fact]
    public async Task Changes_that_fail_together_have_no_effect_at_all()
    {
        await using var app = await CriteriaApp.StartWithTrackAsync(store, _clock);
        app.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        var broken = app.Registers.Statements.Append(Given.Statement("b", "no date", Given.Position(Stance.Supports, "US")));

        Assert.Equal(Answer.Retry, await app.DeliverAsync(broken));

        Assert.Equal("", await app.ReadUpstreamAsync());
        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => app.GetPositionAsync("US"));
    }

    public class OnSqlite() : EventTests(StoreKind.Sqlite);

    public class OnPostgreSql() : EventTests(StoreKind.PostgreSql);
}
