using Alliance.Readiness.V1;
using AllianceServices.Benchmarks.Common;
using AllianceServices.ServiceDefaults;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.Benchmarks.Views;

/// <summary>A kind of question about readiness.</summary>
/// <param name="Goal">What the share of the bare service's throughput, and the multiple of the plain gateway's, shall be.</param>
internal sealed record ViewCase(string Name, string Goal, IReadOnlyList<GetReadinessRequest> Requests)
{
    private static readonly DateOnly FirstDay = new(2014, 1, 1);

    public IReadOnlyList<byte[]> Encoded { get; } = [.. Requests.Select(request => request.ToByteArray())];

    /// <summary>The three questions. Days are drawn anew for each request, so that most come again in a long run.</summary>
    /// <param name="knownAt">An instant after the import and before later writes.</param>
    public static IReadOnlyList<ViewCase> All(int seed, int draws, DateTimeOffset knownAt)
    {
        var random = new Random(seed);
        var today = IsoDate.DayOf(TimeProvider.System.GetUtcNow());
        string Day() => IsoDate.Format(FirstDay.AddDays(random.Next(today.DayNumber - FirstDay.DayNumber + 1)));
        GetReadinessRequest Request(string asOf, Timestamp? known) =>
            new() { Name = ReferenceSystem.Track + "/readiness", AsOf = asOf, KnownAt = known };
        return
        [
            new("current", ">= 0.8 of bare, >= 20 x plain", [Request("", null)]),
            new("as of", ">= 0.5 of bare", [.. Enumerable.Range(0, draws).Select(_ => Request(Day(), null))]),
            new("as of, known at", "none stated", [.. Enumerable.Range(0, draws).Select(_ => Request(Day(), knownAt.ToTimestamp()))]),
        ];
    }
}
