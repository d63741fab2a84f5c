using Alliance.Readiness.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.ServiceDefaults;
using AllianceServices.ServiceDefaults.Errors;
using Grpc.Core;

namespace AllianceServices.Gateway;

internal sealed partial class ReadinessService
{
    /// <inheritdoc/>
    public override Task<ListMemberPositionsResponse> ListMemberPositions(
        ListMemberPositionsRequest request, ServerCallContext context)
    {
        var asOf = DayOrToday(request.AsOf);
        var since = IsoDate.ParseOptional(request.MovedSince);
        if (since > asOf)
        {
            throw RpcErrors.InvalidArgument(new FieldViolation("moved_since", $"must not be after as_of, {IsoDate.Format(asOf)}"));
        }
        var views = Views;
        var track = ViewOf(views, request.Parent, CutAt(request.KnownAt));
        var before = since is { } day
            ? track.On(day).Consensus.Members.ToDictionary(member => member.Party, StringComparer.Ordinal)
            : [];
        var moves = track.On(asOf).Consensus.Members
            .Select(member => (Member: member, Before: before.GetValueOrDefault(member.Party)))
            .Where(move => !request.Divided || move.Member.Divided)
            // One who has joined since has not moved; its membership is new, not its mind.
            .Where(move => since is null || (move.Before is { } earlier && earlier.Stance != move.Member.Stance));
        return Task.FromResult(new ListMemberPositionsResponse
        {
            Members =
            {
                moves.Select(move => new MemberMove
                {
                    Position = move.Member,
                    StanceBefore = move.Before?.Stance ?? Alliance.Type.V1.Stance.Unspecified,
                    RecordBefore = move.Before?.Record ?? "",
                }),
            },
            FreshAsOf = { FreshAsOf(views) },
            AsOf = IsoDate.Format(asOf),
            KnownAt = KnownAtOrNow(request.KnownAt),
            Method = ReadinessMethodV1.Name,
        });
    }
}
