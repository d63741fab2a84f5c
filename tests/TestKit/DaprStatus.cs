using Google.Rpc;
using Grpc.Core;
using Xunit;

namespace AllianceServices.TestKit;

/// <summary>The details of errors as daprd gives them.</summary>
public static class DaprStatus
{
    /// <summary>The reason for the failure of a call about pub/sub.</summary>
    public static ErrorInfo InfoOf(RpcException exception)
    {
        var status = exception.GetRpcStatus();
        Assert.NotNull(status);
        Assert.Equal((int)exception.StatusCode, status.Code);
        Assert.Equal("pubsub", status.GetDetail<ResourceInfo>()?.ResourceType);
        var info = status.GetDetail<ErrorInfo>();
        Assert.NotNull(info);
        Assert.Equal("dapr.io", info.Domain);
        return info;
    }
}
