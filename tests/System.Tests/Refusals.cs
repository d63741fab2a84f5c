using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace AllianceServices.SystemTests;

/// <summary>What a refused call says.</summary>
internal static class Refusals
{
    private const string Domain = "alliance.services";

    /// <summary>INVALID_ARGUMENT with the reason, and with that one field in the details.</summary>
    public static void AssertField(RpcException refusal, string reason, string field)
    {
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        AssertField(refusal.GetRpcStatus(), reason, field);
    }

    /// <summary>INVALID_ARGUMENT with the reason, and with that one field in the details.</summary>
    public static void AssertField(RpcStatus? status, string reason, string field)
    {
        AssertReason(status, Code.InvalidArgument, reason);
        var violation = Assert.Single(status!.GetDetail<BadRequest>()!.FieldViolations);
        Assert.Equal((field, reason), (violation.Field, violation.Reason));
        Assert.NotEmpty(violation.Description);
    }

    /// <summary>NOT_FOUND with the resource in the details.</summary>
    public static void AssertNotFound(RpcStatus? status, string resourceType, string resource)
    {
        AssertReason(status, Code.NotFound, "RESOURCE_NOT_FOUND");
        var info = status!.GetDetail<ResourceInfo>()!;
        Assert.Equal((resourceType, resource), (info.ResourceType, info.ResourceName));
    }

    private static void AssertReason(RpcStatus? status, Code code, string reason)
    {
        Assert.NotNull(status);
        Assert.Equal(code, (Code)status.Code);
        Assert.NotEmpty(status.Message);
        var info = status.GetDetail<ErrorInfo>()!;
        Assert.Equal((reason, Domain), (info.Reason, info.Domain));
    }
}
