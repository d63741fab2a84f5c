namespace AllianceServices.Benchmarks.Load;

/// <summary>What the load process shall measure.</summary>
/// <param name="Address">Address of the gRPC server.</param>
/// <param name="Method">Full name of a unary method, `package.Service/Method`.</param>
/// <param name="Requests">Encoded requests, sent one after the other and then from the beginning.</param>
/// <param name="Streams">How many calls are under way at any time.</param>
/// <param name="WarmUpSeconds">Least time before the measurement. Every stream has its first answer by then, too.</param>
/// <param name="Seconds">Least time of the measurement. It lasts until there are as many answers as streams.</param>
internal sealed record LoadOrder(
    Uri Address, string Method, IReadOnlyList<byte[]> Requests, int Streams, double WarmUpSeconds, double Seconds);

/// <summary>What was measured.</summary>
/// <param name="Responses">Answers that came in during the measurement.</param>
/// <param name="Seconds">How long it lasted.</param>
/// <param name="P50">Half of the answers came within this time, in milliseconds.</param>
/// <param name="P99">99 of 100 answers came within this time, in milliseconds.</param>
/// <param name="MeanBytes">Mean length of the encoded answers.</param>
/// <param name="Error">Why the measurement failed, or null.</param>
internal sealed record LoadResult(long Responses, double Seconds, double P50, double P99, double MeanBytes, string? Error = null);
