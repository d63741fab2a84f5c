using Alliance.Criteria.V1;
using AllianceServices.MembershipCriteria.Events;
using AllianceServices.MembershipCriteria.Storage;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.TestKit;
using AllianceServices.TestKit.History;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.MembershipCriteria.Tests.Events;

/// <summary>
/// Any sequence of calls and events, good and bad, repeated, and cut off anywhere in their transactions, leaves a log that alone
/// says what the register holds, and the positions that the logs of the other registers give. The seed of a failure is in the
/// name of the test.
/// </summary>
public abstract class HistoryTests(StoreKind store)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_log_alone_says_what_the_register_holds(int seed)
    {
        using var fault = new TransactionFault();
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        await using var history = await RandomHistory.BeginAsync(app.Service, fault, seed, new CriteriaCalls(app).Draw);

        var held = await history.RunAsync(steps: 30);

        HistoryAssert.IsToldByLog(held);
        HistoryAssert.AreSame(held, await RebuildAsync(app, held));
    }

    // It saves more than once on its way, and nothing of it may outlive a session that is lost in between.
    [Fact]
    public async Task Of_an_event_or_a_track_that_is_cut_off_anywhere_nothing_is_kept()
    {
        using var fault = new TransactionFault();
        await using var app = await CriteriaApp.StartWithTrackAsync(store);
        var calls = new CriteriaCalls(app);
        await using var history = await RandomHistory.BeginAsync(app.Service, fault, seed: 0, calls.Draw);

        await history.CutOffEverywhereAsync(calls.Say("a", number: 6), kills: true);
        await history.CutOffEverywhereAsync(calls.Say("a", number: 7), kills: true);
        await history.CutOffEverywhereAsync(calls.AddTrack("b", "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a12"), kills: true);

        Assert.Equal("statements 2", await app.ReadUpstreamAsync());
    }

    // The resources are those of the log. What the register keeps of the other registers it reads anew from their logs, at once
    // instead of event by event.
    private async Task<RawState> RebuildAsync(CriteriaApp app, RawState held)
    {
        await using var empty = await CriteriaApp.StartEmptyAsync(app, store);
        foreach (var upstream in empty.Service.Services.GetServices<ChangeSubscriber>())
        {
            await upstream.CatchUpAsync(CancellationToken.None);
        }
        var filled = await new LogRebuild<CriteriaContext>()
            .With(Tables.Organizations).With(Tables.Tracks).With(Tables.Criteria).With(Tables.Assessments).With(Tables.Positions)
            .FillAsync(empty.Service, held);
        await DeriveAsync(empty, held);
        await using var database = await RawDatabase.OpenAsync(empty.Service);
        // A track that is made when nothing is said of a country any more has no position of it, and now an empty one.
        var derived = (await database.ReadAsync()).Log().Skip(filled.Log().Count);
        Assert.All(derived, change => Assert.Empty(Any.Parser.ParseFrom(change.Resource).Unpack<Position>().Entries));
        Assert.All(derived, change => Assert.Equal(1, change.Revision));
        return filled;
    }

    // The other logs were read at once, without a track to derive a position for. Derived from them now, each position must be
    // what the register had made of them event by event: which is not is appended to the log.
    private static async Task DeriveAsync(CriteriaApp empty, RawState held)
    {
        var parties = held.Tables["positions"].Values("Party").Concat(held.Tables["position_entries"].Values("Party"))
            .Select(row => new PartyOnTrack("organizations/nato", "UA", row[0])).ToHashSet();
        Assert.NotEmpty(parties);
        await empty.Service.Services.GetRequiredService<Register<CriteriaContext>>().TransactAsync("rebuild", requestId: "", async tx =>
        {
            await PositionDerivation.DeriveAsync(tx, parties, CancellationToken.None);
            return true;
        }, CancellationToken.None);
    }

    public class OnSqlite() : HistoryTests(StoreKind.Sqlite);

    public class OnPostgreSql() : HistoryTests(StoreKind.PostgreSql);
}
