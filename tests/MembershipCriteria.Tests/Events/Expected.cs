using Alliance.Criteria.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.MembershipCriteria.Tests.Rig;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.MembershipCriteria.Tests.Events;

/// <summary>Positions as tests expect them.</summary>
internal static class Expected
{
    public static PositionRecord Record(
        string record, string date, Stance stance, AuthorityLevel level = AuthorityLevel.Government, bool counts = true,
        bool reset = false) =>
        new() { Record = record, Date = date, Stance = stance, Level = level, Counts = counts, EditorialReset = reset };

    /// <summary>A step that one record began and decides alone.</summary>
    public static PositionStep Step(string from, Stance stance, string record) =>
        new() { From = from, Stance = stance, Since = from, Record = record, SinceRecord = record };

    public static async Task AssertNoPositionAsync(CriteriaApp app, string party) =>
        await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => app.GetPositionAsync(party));
}
