using Alliance.Readiness.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.SystemTests.ViewsAsked;

/// <summary>Every answer says by which method it was made, and from what was known when.</summary>
public class ProvenanceTests(ImportedSystem imported)
{
    private const string View = ImportedSystem.Nato + "/readiness";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly IMessage[] Questions =
    [
        new GetReadinessRequest { Name = View },
        new ListReadinessChangesRequest { Name = View },
        new CompareReadinessRequest { Name = View, From = "2024-06-12" },
        new SimulateReadinessRequest { Name = View },
        new CheckClaimsRequest { Parent = ImportedSystem.Nato },
        new GetPositionHistoryRequest { Name = ImportedSystem.Nato + "/positions/PL" },
        new ListMemberPositionsRequest { Parent = ImportedSystem.Nato },
        new WatchReadinessRequest { Name = View },
    ];

    public static TheoryData<string> Names => [.. Questions.Select(question => question.Descriptor.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_names_the_method(string question)
    {
        var answer = await AskAsync(question);

        Assert.Equal("v1", Find<string>(answer, "method"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_says_how_far_the_logs_had_been_read(string question)
    {
        var answer = await AskAsync(question);

        Assert.Equal(
            ["agreements", "criteria", "statements"],
            Find<IEnumerable<Alliance.Type.V1.LogPosition>>(answer, "fresh_as_of")!.Select(log => log.Register).Order());
    }

    [Theory]
    [InlineData(nameof(CheckClaimsRequest))]
    [InlineData(nameof(ListMemberPositionsRequest))]
    [InlineData(nameof(GetReadinessRequest))]
    public async Task An_answer_to_a_question_without_a_day_says_that_it_is_of_today(string question)
    {
        var before = DateTimeOffset.UtcNow;

        var answer = await AskAsync(question);

        Assert.InRange(Find<Timestamp>(answer, "known_at")!.ToDateTimeOffset(), before, DateTimeOffset.UtcNow);
        Assert.InRange(Find<string>(answer, "as_of")!, Views.Iso(DateOnly.FromDateTime(before.UtcDateTime)), Views.Iso(DateOnly.FromDateTime(DateTime.UtcNow)));
    }

    [Fact]
    public async Task What_was_asked_for_is_repeated()
    {
        var claims = await imported.System.Readiness.CheckClaimsAsync(
            new() { Parent = ImportedSystem.Nato, AsOf = "2024-06-17", KnownAt = imported.AfterImport }, cancellationToken: Ct);
        var history = await imported.System.Readiness.GetPositionHistoryAsync(
            new() { Name = ImportedSystem.Nato + "/positions/PL", KnownAt = imported.AfterImport }, cancellationToken: Ct);

        Assert.Equal(("2024-06-17", imported.AfterImport, imported.AfterImport), (claims.AsOf, claims.KnownAt, history.KnownAt));
    }

    private Task<IMessage> AskAsync(string question) => imported.System.AskAsync(Questions.Single(q => q.Descriptor.Name == question));

    // In the answer itself, or in the view that it holds.
    private static T? Find<T>(IMessage answer, string field)
        where T : class =>
        answer switch
        {
            SimulateReadinessResponse simulated => Find<T>(simulated.Readiness, field),
            WatchReadinessResponse watched => Find<T>(watched.Update.Readiness, field),
            _ => (T?)answer.Descriptor.FindFieldByName(field)?.Accessor.GetValue(answer),
        };
}
