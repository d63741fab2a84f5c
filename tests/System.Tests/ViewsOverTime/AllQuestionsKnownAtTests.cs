using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.SystemTests.Workload;
using AllianceServices.TestKit;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>Whatever the Gateway once answered it answers again for that instant, however much was recorded since.</summary>
public class AllQuestionsKnownAtTests
{
    private const int Seed = 5;
    private const int Chunk = 15;
    private const string Day = "2018-03-01";

    private static readonly World World = Script.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_question_is_answered_as_it_was_at_the_time()
    {
        await using var system = await TestSystem.StartAsync();
        var told = new List<(IMessage Question, IMessage Answer)>();
        foreach (var (round, writes) in Script.Write(Seed).Chunk(Chunk).Index())
        {
            await system.RecordAsync(writes);
            await system.RecordAsync(Claim(round), World.Publish($"claim-{round}"));
            await system.SettleAsync(World.Track);
            var answers = new List<(IMessage Question, IMessage Answer)>();
            foreach (var question in Questions())
            {
                answers.Add((question, await AnswerAsync(system, question)));
            }
            var now = DateTimeOffset.UtcNow.ToTimestamp();
            told.AddRange(answers.Select(answer => (At(answer.Question, now), answer.Answer)));
        }

        foreach (var (question, answer) in told)
        {
            Assert.Equal(answer, await AnswerAsync(system, question));
        }
        // Each round changed what was answered, so that mistaking one instant for another would have shown.
        Assert.All(told.GroupBy(one => WithoutInstant(one.Question)), same =>
            Assert.True(same.Select(one => one.Answer).Distinct().Count() > same.Count() / 2, same.Key.ToString()));
    }

    [Fact]
    public async Task Pages_tell_what_was_known_when_the_first_was_made()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.RecordAsync(Enumerable.Range(1, 6).Select(i => World.NewAssessment("peace", $"2015-0{i}-01", Status.Met)));
        await system.SettleAsync(World.Track);
        var all = await system.StepsAsync(World.Track, 100);
        var request = new ListReadinessChangesRequest { Name = World.Track + "/readiness", PageSize = 2 };
        var first = await system.Readiness.ListReadinessChangesAsync(request, cancellationToken: Ct);

        await system.RecordAsync(World.NewAssessment("law", "2015-05-15", Status.Met), World.NewAssessment("law", "2001-01-01", Status.NotMet));
        await system.SettleAsync(World.Track);
        request.PageSize = 1000;
        request.PageToken = first.NextPageToken;
        var rest = await system.Readiness.ListReadinessChangesAsync(request, cancellationToken: Ct);

        Assert.Equal(all, first.Changes.Concat(rest.Changes));
        Assert.NotNull(first.KnownAt);
        Assert.Null(rest.KnownAt);
        Assert.Equal(all.Count + 2, (await system.StepsAsync(World.Track, 100)).Count);
    }

    private static IEnumerable<IMessage> Questions() =>
    [
        new GetReadinessRequest { Name = World.Track + "/readiness", AsOf = Day },
        new ListReadinessChangesRequest { Name = World.Track + "/readiness", To = "2026-01-01", PageSize = 1000 },
        new CompareReadinessRequest { Name = World.Track + "/readiness", From = "2013-01-01", To = "2024-01-01" },
        new SimulateReadinessRequest
        {
            Name = World.Track + "/readiness",
            AsOf = Day,
            Statuses = { new AssumedStatus { Criterion = World.Criterion("peace"), Status = Status.NotMet } },
        },
        new CheckClaimsRequest { Parent = World.Track, AsOf = "2026-01-01" },
        new GetPositionHistoryRequest { Name = World.Position("XZ") },
        new ListMemberPositionsRequest { Parent = World.Track, AsOf = "2024-01-01", MovedSince = "2016-01-01" },
    ];

    private static CreateStatementRequest Claim(int round)
    {
        var request = World.NewStatement($"claim-{round}", $"2021-01-0{round + 1}", Stance.NotApplicable);
        request.Statement.AboutOrganizations.Add(World.Organization);
        request.Statement.Countries.Add(World.Candidate);
        request.Statement.Claims.Add(new Claim { Metric = Alliance.Statements.V1.Claim.Types.Metric.BilateralAgreementsSigned, Low = 2, High = 2 });
        return request;
    }

    // A country of which nothing is on record yet is not found; that is an answer too.
    private static async Task<IMessage> AnswerAsync(TestSystem system, IMessage question)
    {
        try
        {
            return (await system.AskAsync(question)).Timeless();
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.NotFound)
        {
            return refusal.GetRpcStatus()!;
        }
    }

    private static IMessage At(IMessage question, Timestamp instant)
    {
        var known = question.Descriptor.Parser.ParseFrom(question.ToByteArray());
        known.Descriptor.FindFieldByName("known_at").Accessor.SetValue(known, instant);
        return known;
    }

    private static IMessage WithoutInstant(IMessage question) => question.Timeless();
}
