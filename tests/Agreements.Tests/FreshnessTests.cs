using Alliance.Agreements.V1;
using Alliance.Errors.V1;
using AllianceServices.TestKit;
using Grpc.Core;
using AgreementsContract = Alliance.Agreements.V1.AgreementsService;

namespace AllianceServices.Agreements.Tests;

/// <summary>Every write answers with a token, and reads may carry it.</summary>
public abstract class FreshnessTests(StoreKind store)
{
    // Each write once, in a register that holds one agreement.
    private static readonly Dictionary<string, Func<AgreementsApp, Task<string?>>> Writes = new()
    {
        ["CreateAgreement"] = app => app.Client.CreateAgreementAsync(new() { AgreementId = "new", Agreement = Given.Agreement() }).TokenAsync(),
        ["UpdateAgreement"] = app => app.Client.UpdateAgreementAsync(
            new() { Agreement = new() { Name = "agreements/first", Title = "Another title" } }).TokenAsync(),
        ["RecordLifecycleEvent"] = app => app.Client.RecordLifecycleEventAsync(
            new() { Name = "agreements/first", Event = Given.Event(LifecycleState.InForce, "2024-07-01") }).TokenAsync(),
        ["Import"] = app => app.Client.Import().TokenAsync(Given.Row(1, "new", Given.Agreement())),
    };

    public static TheoryData<string> WriteNames => [.. Tokens.WritesOf(AgreementsContract.Descriptor)];

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Every_write_answers_with_a_token_that_includes_it(string method)
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("first", Given.Agreement());

        var token = await Writes[method](app);
        var read = await app.Client.ListAgreementsAsync(new(), Tokens.Carry(token!));

        Assert.Equal("agreements/2", token);
        Assert.Equal(2, read.Agreements.Sum(agreement => agreement.Revision));
    }

    [Fact]
    public async Task A_repeated_write_answers_with_the_end_of_the_log()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        var request = new CreateAgreementRequest
        {
            AgreementId = "first",
            Agreement = Given.Agreement(),
            RequestId = "00000000-0000-4000-8000-000000000001",
        };
        await app.Client.CreateAgreementAsync(request);
        await app.AddAsync("second", Given.Agreement());

        Assert.Equal("agreements/2", await app.Client.CreateAgreementAsync(request).TokenAsync());
        Assert.Equal("agreements/2", await app.Client.Import().TokenAsync(Given.Row(1, "first", Given.Agreement())));
    }

    [Fact]
    public async Task A_token_from_the_future_is_not_waited_for_beyond_the_deadline()
    {
        await using var app = await AgreementsApp.StartAsync(store);
        await app.AddAsync("first", Given.Agreement());

        var failure = await RpcAssert.FailsAsync(StatusCode.Unavailable, ErrorReason.FreshnessNotReached,
            app.Client.ListAgreementsAsync(new(), Tokens.Carry("agreements/2", "statements/9"), DateTime.UtcNow.AddSeconds(2)));

        Assert.Equal("agreements/2", failure.Info.Metadata["token"]);
    }

    public class OnSqlite() : FreshnessTests(StoreKind.Sqlite);

    public class OnPostgreSql() : FreshnessTests(StoreKind.PostgreSql);
}
