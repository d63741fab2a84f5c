using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit.Oracle;
using Google.Protobuf.Reflection;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>Where the members stood from day to day, over the reference data.</summary>
public class PositionTests(ImportedSystem imported)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ImportedSystem.Nato, "HU")]
    [InlineData(ImportedSystem.Nato, "PL")]
    [InlineData(ImportedSystem.Nato, "US")]
    [InlineData(ImportedSystem.Eu, "HU")]
    public async Task Every_period_is_what_the_view_shows_on_its_first_and_its_last_day(string track, string party)
    {
        var history = await HistoryAsync(track, party);

        Assert.Equal(($"{track}/positions/{party}", party), (history.Name, history.Party));
        Assert.NotEmpty(history.Periods);
        Assert.Equal(
            history.Periods.Skip(1).Select(period => Views.Iso(Views.Day(period.From).AddDays(-1))).Append(""),
            history.Periods.Select(period => period.Until));
        foreach (var period in history.Periods.Where(period => IsPast(period.From)))
        {
            await AssertShownAsync(track, party, period, period.From);
            await AssertShownAsync(track, party, period, IsPast(period.Until) ? period.Until : Today);
        }
        var before = await MemberAsync(track, party, Views.Iso(Views.Day(history.Periods[0].From).AddDays(-1)));
        Assert.Equal((Stance.Unknown, ""), (before.Stance, before.Record));
    }

    [Theory]
    [InlineData(ImportedSystem.Nato, "organizations/nato", "HU")]
    [InlineData(ImportedSystem.Eu, "organizations/eu", "PL")]
    public async Task Every_record_that_names_the_country_is_mentioned(string track, string organization, string party)
    {
        var rows = ReadinessOracle.Shipped.Rows;
        var expected = rows.Statements.Concat(rows.Agreements)
            .Where(row => row.TryGetProperty("positions", out var entries) && entries.EnumerateArray().Any(entry =>
                entry.GetProperty("organization").GetString() == organization
                && entry.GetProperty("parties").EnumerateArray().Any(named => named.GetString() == party)))
            .Select(row => row.GetProperty("name").GetString());

        var history = await HistoryAsync(track, party);

        Assert.Equal(expected.Order(), history.Mentions.Select(mention => mention.Record).Distinct().Order());
        Assert.Equal(history.Mentions.Select(mention => mention.Date).Order(), history.Mentions.Select(mention => mention.Date));
        Assert.Subset(
            history.Mentions.Where(mention => mention.Counts).Select(mention => mention.Record).ToHashSet(),
            history.Periods.Select(period => period.Record).Where(record => record.Length > 0).ToHashSet());
        Assert.All(history.Mentions, mention => Assert.NotEmpty(mention.Sources));
    }

    [Fact]
    public async Task The_memberships_of_the_country_are_told()
    {
        var world = World.Club;
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(
            [.. world.Everything(), world.NewStatement("said", "2018-01-01", Stance.Neutral, "XD", "XE", "XZ"), World.Publish("said")]);
        await system.SettleAsync(world.Track);

        async Task<IEnumerable<(string, string)>> MembershipsAsync(string party) =>
            (await system.Readiness.GetPositionHistoryAsync(new() { Name = world.Position(party) }, cancellationToken: Ct))
                .Memberships.Select(membership => (membership.From, membership.Until));

        Assert.Equal([("2010-01-01", "")], await MembershipsAsync("XD"));
        Assert.Equal([("2000-01-01", "2019-12-31")], await MembershipsAsync("XE"));
        Assert.Empty(await MembershipsAsync("XZ"));
    }

    [Theory]
    [InlineData(ImportedSystem.Nato)]
    [InlineData(ImportedSystem.Eu)]
    public async Task Without_a_filter_all_members_are_listed_and_with_one_the_divided(string track)
    {
        var divided = 0;
        foreach (var day in new[] { "2017-06-01", "2023-12-01", "2024-06-17", "2026-01-01" })
        {
            var members = (await imported.System.ViewAsync(track, day)).Consensus.Members;

            Assert.Equal(members, (await ListAsync(new() { Parent = track, AsOf = day })).Select(move => move.Position));
            var split = await ListAsync(new() { Parent = track, AsOf = day, Divided = true });
            Assert.Equal(members.Where(member => member.Divided), split.Select(move => move.Position));
            Assert.All(split, move => Assert.Equal((Stance.Unspecified, ""), (move.StanceBefore, move.RecordBefore)));
            divided += split.Count;
        }
        Assert.True(divided > 0);
    }

    [Theory]
    [InlineData(ImportedSystem.Nato, "2023-07-12", "2024-07-11")]
    [InlineData(ImportedSystem.Nato, "2019-01-01", "2026-01-01")]
    [InlineData(ImportedSystem.Eu, "2019-12-31", "2023-12-14")]
    public async Task Those_who_moved_are_those_whose_stance_differs_between_the_two_views(string track, string since, string asOf)
    {
        var before = (await imported.System.ViewAsync(track, since)).Consensus.Members.ToDictionary(member => member.Party);
        var after = (await imported.System.ViewAsync(track, asOf)).Consensus.Members;

        var moved = await ListAsync(new() { Parent = track, AsOf = asOf, MovedSince = since });

        Assert.Equal(
            after.Where(member => before.ContainsKey(member.Party) && before[member.Party].Stance != member.Stance)
                .Select(member => new MemberMove
                {
                    Position = member,
                    StanceBefore = before[member.Party].Stance,
                    RecordBefore = before[member.Party].Record,
                }),
            moved);
        Assert.NotEmpty(moved);
        Assert.Empty(await ListAsync(new() { Parent = track, AsOf = asOf, MovedSince = asOf }));
        Assert.Equal(
            moved.Where(move => move.Position.Divided),
            await ListAsync(new() { Parent = track, AsOf = asOf, MovedSince = since, Divided = true }));
    }

    private static string Today => Views.Iso(DateOnly.FromDateTime(DateTime.UtcNow));

    private static bool IsPast(string day) => day.Length > 0 && string.CompareOrdinal(day, Today) <= 0;

    private async Task AssertShownAsync(string track, string party, PositionPeriod period, string day)
    {
        // The oracle knows the members of the day only.
        var expected = ReadinessOracle.Shipped.At(track, Views.Day(day)).Consensus.Members.SingleOrDefault(m => m.Party == party);
        var stance = NameOf(period.Stance);
        Assert.NotNull(expected);
        Assert.Equal(
            (expected.Stance, expected.Record, expected.Since, expected.SinceRecord, expected.Divided, expected.DividedRecord),
            (stance, period.Record, period.Since, period.SinceRecord, period.Divided, period.DividedRecord));
        var member = await MemberAsync(track, party, day);
        Assert.Equal(
            (member.Stance, member.Record, member.Since, member.SinceRecord, member.Divided, member.DividedRecord),
            (period.Stance, period.Record, period.Since, period.SinceRecord, period.Divided, period.DividedRecord));
        Assert.Equal(member.Sources, period.Sources);
    }

    private static string NameOf(Stance stance) =>
        PositionReflection.Descriptor.FindTypeByName<EnumDescriptor>("Stance").FindValueByNumber((int)stance).Name;

    private async Task<MemberPosition> MemberAsync(string track, string party, string day) =>
        (await imported.System.ViewAsync(track, day)).Consensus.Members.Single(member => member.Party == party);

    private async Task<PositionHistory> HistoryAsync(string track, string party) =>
        await imported.System.Readiness.GetPositionHistoryAsync(new() { Name = $"{track}/positions/{party}" });

    private async Task<IReadOnlyList<MemberMove>> ListAsync(ListMemberPositionsRequest request) =>
        (await imported.System.Readiness.ListMemberPositionsAsync(request)).Members;
}
