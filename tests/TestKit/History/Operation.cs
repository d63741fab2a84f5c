using Google.Protobuf;

namespace AllianceServices.TestKit.History;

/// <summary>A call that may be made again and again.</summary>
/// <param name="Title">What it does, for the message of a failed test.</param>
/// <param name="RequestId">The request id that it carries; empty if it is repeatable without one.</param>
/// <param name="CallAsync">Makes it.</param>
public sealed record Operation(string Title, string RequestId, Func<Task<IMessage>> CallAsync)
{
    /// <summary>Makes an operation of a client's call.</summary>
    public static Operation Of<T>(string title, string requestId, Func<Task<T>> call) where T : IMessage =>
        new(title, requestId, async () => await call());
}
