using Alliance.Readiness.V1;
using Alliance.Type.V1;
using Google.Rpc;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.SystemTests.ViewsAsked;

/// <summary>What cannot be assumed is refused, with the path of each thing that cannot.</summary>
public class BadAssumptionTests(ImportedSystem imported)
{
    private const string Invalid = "FIELD_INVALID";
    private const string NotFound = "REFERENCE_NOT_FOUND";
    private const string War = ImportedSystem.Nato + "/criteria/nato-war-ended";
    private const string Law = ImportedSystem.Nato + "/criteria/nato-rule-of-law";
    private const string OfOtherTrack = ImportedSystem.Eu + "/criteria/eu-copenhagen-political";
    private const string Missing = ImportedSystem.Nato + "/criteria/nato-moon-base";

    [Theory]
    [InlineData("", Status.Met, "statuses[0].criterion", Invalid)]
    [InlineData("nato-war-ended", Status.Met, "statuses[0].criterion", Invalid)]
    [InlineData(Missing, Status.Met, "statuses[0].criterion", NotFound)]
    [InlineData(OfOtherTrack, Status.WellAdvanced, "statuses[0].criterion", NotFound)]
    [InlineData(War, Status.Unspecified, "statuses[0].status", Invalid)]
    [InlineData(War, (Status)99, "statuses[0].status", Invalid)]
    [InlineData(War, Status.GoodLevel, "statuses[0].status", Invalid)]
    public async Task A_status(string criterion, Status status, string field, string reason) =>
        await AssertRefusedAsync(new() { Statuses = { new AssumedStatus { Criterion = criterion, Status = status } } }, (field, reason));

    [Theory]
    [InlineData("", Stance.Supports, "positions[0].party", Invalid)]
    [InlineData("hu", Stance.Supports, "positions[0].party", Invalid)]
    [InlineData("UA", Stance.Supports, "positions[0].party", NotFound)]
    [InlineData("AT", Stance.Supports, "positions[0].party", NotFound)]
    [InlineData("HU", Stance.Unspecified, "positions[0].stance", Invalid)]
    [InlineData("HU", (Stance)99, "positions[0].stance", Invalid)]
    [InlineData("HU", Stance.NotApplicable, "positions[0].stance", Invalid)]
    public async Task A_position(string party, Stance stance, string field, string reason) =>
        await AssertRefusedAsync(new() { Positions = { new AssumedPosition { Party = party, Stance = stance } } }, (field, reason));

    [Theory]
    [InlineData(War, -1, "weights[0].weight", Invalid)]
    [InlineData(War, -1e-9, "weights[0].weight", Invalid)]
    [InlineData(War, 5e-324, "weights[0].weight", Invalid)]
    [InlineData(War, 0.0000009, "weights[0].weight", Invalid)]
    [InlineData(War, 1000000.5, "weights[0].weight", Invalid)]
    [InlineData(War, double.NaN, "weights[0].weight", Invalid)]
    [InlineData(War, double.PositiveInfinity, "weights[0].weight", Invalid)]
    [InlineData(War, double.NegativeInfinity, "weights[0].weight", Invalid)]
    [InlineData(Missing, 1, "weights[0].criterion", NotFound)]
    [InlineData(OfOtherTrack, 1, "weights[0].criterion", NotFound)]
    public async Task A_weight(string criterion, double weight, string field, string reason) =>
        await AssertRefusedAsync(new() { Weights = { new AssumedWeight { Criterion = criterion, Weight = weight } } }, (field, reason));

    [Fact]
    public async Task A_weight_for_what_details_another_criterion()
    {
        var view = await imported.System.ViewAsync(ImportedSystem.Eu, "2026-01-01");
        var chapter = view.Criteria.First(criterion => criterion.Parent.Length > 0).Criterion;

        await AssertRefusedAsync(
            new() { Name = ImportedSystem.Eu + "/readiness", Weights = { new AssumedWeight { Criterion = chapter, Weight = 1 } } },
            ("weights[0].criterion", Invalid));
    }

    [Fact]
    public async Task No_weight_at_all()
    {
        var view = await imported.System.ViewAsync(ImportedSystem.Nato);
        var nothing = view.Criteria.Where(criterion => criterion.Parent.Length == 0)
            .Select(criterion => new AssumedWeight { Criterion = criterion.Criterion });

        await AssertRefusedAsync(new() { Weights = { nothing } }, ("weights", Invalid));
    }

    [Fact]
    public async Task A_member_of_another_time()
    {
        await AssertRefusedAsync(
            new() { AsOf = "2024-03-06", Positions = { new AssumedPosition { Party = "SE", Stance = Stance.Supports } } }, ("positions[0].party", NotFound));
        await imported.System.Readiness.SimulateReadinessAsync(new()
        {
            Name = ImportedSystem.Nato + "/readiness",
            AsOf = "2024-03-07",
            Positions = { new AssumedPosition { Party = "SE", Stance = Stance.Supports } },
        }, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Everything_given_twice_or_wrong_is_named_at_once() => await AssertRefusedAsync(
        new()
        {
            Statuses =
            {
                new AssumedStatus { Criterion = War, Status = Status.Met }, new AssumedStatus { Criterion = War, Status = Status.Met },
                new AssumedStatus { Criterion = Missing, Status = Status.Met },
            },
            Positions =
            {
                new AssumedPosition { Party = "HU", Stance = Stance.Supports }, new AssumedPosition { Party = "HU", Stance = Stance.Opposes },
                new AssumedPosition { Party = "AT", Stance = Stance.NotApplicable },
            },
            Weights =
            {
                new AssumedWeight { Criterion = Law, Weight = 1 }, new AssumedWeight { Criterion = Law, Weight = 1 },
            },
        },
        ("positions[1].party", Invalid), ("positions[2].party", NotFound), ("positions[2].stance", Invalid),
        ("statuses[1].criterion", Invalid), ("statuses[2].criterion", NotFound), ("weights[1].criterion", Invalid));

    [Fact]
    public async Task More_than_anybody_can_mean()
    {
        await AssertRefusedAsync(
            new() { Statuses = { Enumerable.Repeat(new AssumedStatus { Criterion = War, Status = Status.Met }, 1001) } }, ("statuses", Invalid));
        await AssertRefusedAsync(
            new() { Positions = { Enumerable.Repeat(new AssumedPosition { Party = "HU", Stance = Stance.Supports }, 501) } }, ("positions", Invalid));
        await AssertRefusedAsync(
            new() { Weights = { Enumerable.Repeat(new AssumedWeight { Criterion = War, Weight = 1 }, 1001) } }, ("weights", Invalid));
    }

    private async Task AssertRefusedAsync(SimulateReadinessRequest request, params (string Field, string Reason)[] expected)
    {
        request.Name = request.Name.Length > 0 ? request.Name : ImportedSystem.Nato + "/readiness";
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await imported.System.Readiness.SimulateReadinessAsync(request));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        var violations = refusal.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations;
        Assert.Equal(expected, violations.Select(violation => (violation.Field, violation.Reason)).Order());
        Assert.All(violations, violation => Assert.NotEmpty(violation.Description));
    }
}
