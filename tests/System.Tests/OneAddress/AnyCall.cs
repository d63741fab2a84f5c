using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>Calls any unary method by its descriptor.</summary>
internal static class AnyCall
{
    /// <summary>What a call came to: the answer, or the status with its details.</summary>
    public sealed record Outcome(IMessage? Answer, StatusCode Status, Google.Rpc.Status? Details);

    public static async Task<Outcome> OutcomeAsync(this CallInvoker invoker, MethodDescriptor method, IMessage request)
    {
        var call = new Method<IMessage, IMessage>(
            MethodType.Unary, method.Service.FullName, method.Name,
            Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => method.InputType.Parser.ParseFrom(bytes)),
            Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => method.OutputType.Parser.ParseFrom(bytes)));
        try
        {
            var options = new CallOptions(cancellationToken: TestContext.Current.CancellationToken);
            return new(await invoker.AsyncUnaryCall(call, null, options, request), StatusCode.OK, null);
        }
        catch (RpcException exception)
        {
            return new(null, exception.StatusCode, exception.GetRpcStatus());
        }
    }
}
