using Alliance.Readiness.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.SystemTests.ViewsAsked;

/// <summary>What every question to the Gateway has in common is refused alike where it is wrong.</summary>
public class BadQuestionTests(ImportedSystem imported)
{
    private const string View = ImportedSystem.Nato + "/readiness";
    private const string Known = "2024-06-17";

    // A good question of each kind.
    private static readonly IMessage[] Good =
    [
        new GetReadinessRequest { Name = View },
        new ListReadinessChangesRequest { Name = View },
        new CompareReadinessRequest { Name = View, From = "2022-01-01" },
        new SimulateReadinessRequest { Name = View },
        new CheckClaimsRequest { Parent = ImportedSystem.Nato },
        new WatchReadinessRequest { Name = View },
        new GetPositionHistoryRequest { Name = ImportedSystem.Nato + "/positions/HU" },
        new ListMemberPositionsRequest { Parent = ImportedSystem.Nato },
    ];

    private static readonly string[] WrongDates =
        ["17.06.2024", "2024-02-30", "2024-6-1", "2024-06-17T00:00:00Z", "2999-01-01", "1899-12-31", "2024-06-17 ", "0000-00-00", "today"];

    public static TheoryData<string> Questions => [.. Good.Select(question => question.Descriptor.Name)];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Each_field_is_looked_at(string name)
    {
        var good = Question(name);
        await imported.System.AskAsync(good);

        foreach (var (field, value) in Wrong(good))
        {
            var bad = With(good, field, value);
            var refusal = await RefusalAsync(bad);
            AssertOnly(refusal, field, value);
        }
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task All_that_is_wrong_is_named_at_once(string name)
    {
        var wrong = Wrong(Question(name)).DistinctBy(one => one.Field).ToList();
        var bad = wrong.Aggregate(Question(name), (question, one) => With(question, one.Field, one.Value));

        var refusal = await RefusalAsync(bad);

        Assert.Equal(
            wrong.Select(one => one.Field).Order(),
            refusal.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field).Order());
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_track_that_is_not_on_record_is_not_found(string name)
    {
        var question = Question(name);
        var field = Names(question);
        var text = (string)question.Descriptor.FindFieldByName(field).Accessor.GetValue(question);

        var refusal = await RefusalAsync(With(question, field, text.Replace("nato-ukraine", "nato-atlantis", StringComparison.Ordinal)));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Refusals.AssertNotFound(refusal.GetRpcStatus(), "alliance.services/Track", "tracks/nato-atlantis");
    }

    [Fact]
    public async Task A_country_that_no_record_names_is_not_found()
    {
        var refusal = await RefusalAsync(new GetPositionHistoryRequest { Name = ImportedSystem.Nato + "/positions/ZW" });

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Refusals.AssertNotFound(refusal.GetRpcStatus(), "alliance.services/Position", ImportedSystem.Nato + "/positions/ZW");
    }

    [Fact]
    public async Task Dates_in_the_wrong_order_are_refused()
    {
        await AssertFieldAsync(new ListReadinessChangesRequest { Name = View, From = Known, To = "2024-06-16" }, "to");
        await AssertFieldAsync(new CompareReadinessRequest { Name = View, From = Known, To = "2024-06-16" }, "to");
        await AssertFieldAsync(new ListMemberPositionsRequest { Parent = ImportedSystem.Nato, AsOf = "2024-06-16", MovedSince = Known }, "moved_since");
    }

    [Theory]
    [InlineData("name")]
    [InlineData("date asc")]
    [InlineData("DATE DESC")]
    [InlineData("date desc, date")]
    [InlineData(" ")]
    public async Task An_unknown_order_is_refused(string orderBy) =>
        await AssertFieldAsync(new ListReadinessChangesRequest { Name = View, OrderBy = orderBy }, "order_by");

    private static IEnumerable<(string Field, object Value)> Wrong(IMessage good)
    {
        foreach (var field in good.Descriptor.Fields.InDeclarationOrder())
        {
            object[] values = field.Name switch
            {
                "name" or "parent" => ["", "nato", "tracks/NATO/readiness", "tracks//readiness", "tracks/nato-ukraine/readiness/x", "tracks/-", new string('a', 3000)],
                "from" or "to" or "as_of" or "moved_since" => WrongDates,
                "known_at" => [new Timestamp { Seconds = 32_472_144_000 }, new Timestamp { Seconds = long.MinValue }, new Timestamp { Nanos = -1 }],
                "page_size" => [-1, 1001, int.MaxValue],
                _ => [],
            };
            foreach (var value in values)
            {
                yield return (field.Name, value);
            }
        }
    }

    private static string Names(IMessage question) => question.Descriptor.FindFieldByName("parent") is null ? "name" : "parent";

    private static IMessage Question(string name) => Good.Single(question => question.Descriptor.Name == name);

    private static IMessage With(IMessage question, string field, object value)
    {
        var changed = question.Descriptor.Parser.ParseFrom(question.ToByteArray());
        changed.Descriptor.FindFieldByName(field).Accessor.SetValue(changed, value);
        return changed;
    }

    private static void AssertOnly(RpcException refusal, string field, object value)
    {
        Assert.True(refusal.StatusCode == StatusCode.InvalidArgument, $"{field} = {value}: {refusal.Status}");
        Refusals.AssertField(refusal, "FIELD_INVALID", field);
    }

    private async Task AssertFieldAsync(IMessage question, string field) =>
        Refusals.AssertField(await RefusalAsync(question), "FIELD_INVALID", field);

    private async Task<RpcException> RefusalAsync(IMessage question) =>
        await Assert.ThrowsAsync<RpcException>(() => imported.System.AskAsync(question));
}
