using Alliance.Type.V1;
using AllianceServices.SystemTests.ViewsWatched;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>A country has a history as long as a record names it, member or not.</summary>
public class ForgottenPositionTests(WatchedSystem watched)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("XA")]
    [InlineData("XZ")]
    public async Task Where_every_record_that_named_the_country_was_retracted_there_is_no_history(string party)
    {
        var world = await watched.NewWorldAsync();
        var said = $"{world.OrganizationId}-said";
        var request = new Alliance.Readiness.V1.GetPositionHistoryRequest { Name = world.Position(party) };
        await watched.System.RecordAsync(world.NewStatement(said, "2020-01-01", Stance.Supports, party), World.Publish(said));
        await watched.System.SettleAsync(world.Track);
        var before = DateTimeOffset.UtcNow.ToTimestamp();
        Assert.Single((await watched.System.Readiness.GetPositionHistoryAsync(request, cancellationToken: Ct)).Mentions);

        await watched.System.Statements.RetractStatementAsync(
            new() { Name = $"statements/{said}", Reason = "It was never said." }, cancellationToken: Ct);
        await watched.System.SettleAsync(world.Track);

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await watched.System.Readiness.GetPositionHistoryAsync(request, cancellationToken: Ct));
        Refusals.AssertNotFound(refusal.GetRpcStatus(), "alliance.services/Position", world.Position(party));
        request.KnownAt = before;
        Assert.Single((await watched.System.Readiness.GetPositionHistoryAsync(request, cancellationToken: Ct)).Mentions);
    }
}
