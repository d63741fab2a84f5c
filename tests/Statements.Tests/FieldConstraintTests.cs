using Alliance.Errors.V1;
using Alliance.Statements.V1;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.Statements.Tests;

public sealed class RegisterWithSource : IAsyncLifetime
{
    public StatementsApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await StatementsApp.StartWithSourceAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>Every limit that the contract states beside a field is in force, whichever field it is.</summary>
public class FieldConstraintTests(RegisterWithSource register) : IClassFixture<RegisterWithSource>
{
    private static readonly CreateStatementRequest GoodStatement = new()
    {
        StatementId = "kirby",
        Statement = Sample.FullStatement(),
        RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a11",
    };

    private static readonly CreateSourceRequest GoodSource = new()
    {
        SourceId = "other",
        Source = Sample.Source(),
        RequestId = "7f1c1f3e-6c0e-4f0a-9b65-0d3f5a1f4a12",
    };

    private static readonly List<FieldCase> Cases = [.. FieldCases.Of(GoodStatement), .. FieldCases.Of(GoodSource)];

    public static TheoryData<int, string, string> Breaches =>
        new(Cases.Select((breach, i) => new TheoryDataRow<int, string, string>(i, breach.Path, breach.Rule)));

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task A_value_that_breaks_a_rule_is_refused_by_its_path(int index, string path, string rule)
    {
        var breach = Cases[index];
        Assert.Equal((path, rule), (breach.Path, breach.Rule));
        var head = await register.App.ReadHeadAsync();

        var failure = await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FieldInvalid,
            () => breach.Request is CreateStatementRequest statement
                ? register.App.Client.CreateStatementAsync(statement).ResponseAsync
                : register.App.Client.CreateSourceAsync((CreateSourceRequest)breach.Request).ResponseAsync);

        Assert.Equal([path], failure.Fields);
        Assert.NotEmpty(failure.Violations[0].Description);
        Assert.Equal(head, await register.App.ReadHeadAsync());
    }

    [Fact]
    public void Every_kind_of_rule_and_every_depth_is_among_the_cases()
    {
        Assert.Superset(
            new HashSet<string> { "required", "too many", "no such value", "too great", "too small", "too long", "form", "reference", "in the future" },
            Cases.Select(breach => breach.Rule).ToHashSet());
        Assert.Superset(
            new HashSet<string> { "statement_id", "request_id", "statement.positions[0].parties[0]", "statement.claims[0].metric", "source.url" },
            Cases.Select(breach => breach.Path).ToHashSet());
    }

    [Fact]
    public async Task The_requests_are_good_before_they_are_spoilt()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();

        await app.Client.CreateStatementAsync(GoodStatement);
        await app.Client.CreateSourceAsync(GoodSource);

        Assert.Equal(3, await app.ReadHeadAsync());
    }
}
