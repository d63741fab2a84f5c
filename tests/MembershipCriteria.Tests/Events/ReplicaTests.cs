using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.MembershipCriteria.Tests.Events;

/// <summary>Two replicas on one PostgreSQL derive what one would.</summary>
public class ReplicaTests
{
    private const int Changes = 40;

    [Fact]
    public async Task Events_to_either_and_both_following_apply_each_change_once_and_in_order()
    {
        await using var first = await CriteriaApp.StartWithTrackAsync(StoreKind.PostgreSql, CriteriaApp.Following);
        await using var second = await CriteriaApp.StartBesideAsync(first, CriteriaApp.Following);
        var (before, _) = await first.ReadLogAsync();

        var changes = Enumerable.Range(1, Changes).Select(i => first.Registers.Statements.Append(
            Given.Statement($"s{i}", $"2024-01-{1 + i / 2:d2}", Given.Position(i % 2 == 0 ? Stance.Supports : Stance.Opposes, "US")))).ToList();
        var answers = await Task.WhenAll(changes.Select((change, i) => (i % 2 == 0 ? first : second).DeliverAsync(change)));
        await first.CatchUpAsync();

        Assert.All(answers, answer => Assert.Equal(Answer.Success, answer));
        var (log, bookmark) = await second.ReadLogAsync();
        Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(change => change.Sequence));
        var derived = log.Skip(before.Count).Where(change => change.Name == Given.Track("positions/US")).ToList();
        Assert.Equal(Enumerable.Range(1, derived.Count).Select(i => (long)i), derived.Select(change => change.Revision));
        // Changes that are read together are applied together, so that there may be fewer revisions than changes.
        var records = derived.ConvertAll(change => change.Resource.Unpack<Position>().Entries.Select(entry => entry.Record).ToList());
        Assert.All(records, of => Assert.Equal(changes.Take(of.Count).Select(change => change.Name), of));
        Assert.Equal(records.Select(of => of.Count).Distinct().Order(), records.Select(of => of.Count));
        Assert.Equal(Changes, records[^1].Count);
        Assert.Equal($"statements {Changes}", CriteriaApp.Text(bookmark.Upstream));
    }

    [Fact]
    public async Task What_one_derived_the_other_reads_and_goes_on_from_when_that_one_stops()
    {
        await using var first = await CriteriaApp.StartWithTrackAsync(StoreKind.PostgreSql);
        await using var second = await CriteriaApp.StartBesideAsync(first);
        var change = first.Registers.Statements.Append(Given.Statement("a", "2024-01-01", Given.Position(Stance.Supports, "US")));
        Assert.Equal(Answer.Success, await first.DeliverAsync(change));

        await first.Service.StopAsync();
        var next = first.Registers.Statements.Append(Given.Statement("b", "2024-01-02", Given.Position(Stance.Opposes, "US")));
        Assert.Equal(Answer.Success, await second.DeliverAsync(next));

        Assert.Equal(["statements/a", "statements/b"], (await second.GetPositionAsync("US")).Steps.Select(step => step.Record));
        Assert.Equal("statements 2", await second.ReadUpstreamAsync());
    }
}
