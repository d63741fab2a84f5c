using System.Collections.Concurrent;
using System.Globalization;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using Grpc.Core;
using Status = Alliance.Criteria.V1.Status;

namespace AllianceServices.Rollout;

/// <summary>
/// Calls at a steady rate, whether or not the earlier ones are answered: views, single records, lists, and now and then a write
/// that changes the view.
/// </summary>
internal sealed class Load(CallInvoker gateway) : Activity
{
    /// <summary>How many calls a second.</summary>
    public const int Rate = 300;

    private const int TicksPerSecond = 20;
    private const int CallsOfAWrite = 150;

    private static readonly World World = World.Club;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ReadinessService.ReadinessServiceClient _readiness = new(gateway);
    private readonly StatementsService.StatementsServiceClient _statements = new(gateway);
    private readonly CriteriaService.CriteriaServiceClient _criteria = new(gateway);
    private int _answered;

    /// <summary>Calls that were answered.</summary>
    public int Answered => _answered;

    /// <summary>Calls that failed, and how.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>How many of the calls were writes.</summary>
    public int Writes { get; private set; }

    /// <inheritdoc/>
    protected override async Task RunAsync(CancellationToken end)
    {
        var calls = new List<Task>();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / TicksPerSecond));
        for (var number = 0; !end.IsCancellationRequested; await tick.WaitForNextTickAsync(CancellationToken.None))
        {
            for (var i = 0; i < Rate / TicksPerSecond; i++)
            {
                calls.Add(CallAsync(number++));
            }
            calls.RemoveAll(call => call.IsCompletedSuccessfully);
        }
        await Task.WhenAll(calls);
    }

    private async Task CallAsync(int number)
    {
        var options = new CallOptions(deadline: DateTime.UtcNow + Patience);
        try
        {
            await (number % CallsOfAWrite == 0 ? AssessAsync(options) : (number % 4) switch
            {
                0 => _readiness.GetReadinessAsync(new() { Name = World.Track + "/readiness" }, options).ResponseAsync,
                1 => _statements.GetSourceAsync(new() { Name = World.Source }, options).ResponseAsync,
                2 => _criteria.ListCriteriaAsync(new() { Parent = World.Track }, options).ResponseAsync,
                _ => (Task)_criteria.GetTrackAsync(new() { Name = World.Track }, options).ResponseAsync,
            });
            Interlocked.Increment(ref _answered);
        }
        catch (RpcException exception)
        {
            Failures.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} call {number}: {exception.StatusCode} {exception.Status.Detail}");
        }
    }

    // The last assessment of a day is the one with the last name, so that each of them changes the view.
    private Task<Assessment> AssessAsync(CallOptions options)
    {
        var number = Writes++;
        return _criteria.CreateAssessmentAsync(new()
        {
            Parent = World.Criterion("peace"),
            AssessmentId = string.Create(CultureInfo.InvariantCulture, $"load-{number:D6}"),
            RequestId = Guid.NewGuid().ToString(),
            Assessment = new()
            {
                Date = "2024-01-01",
                DatePrecision = DatePrecision.Day,
                Status = number % 2 == 0 ? Status.Met : Status.NotMet,
                Assessor = "load",
                Summary = "Written while replicas come and go.",
                Confidence = Confidence.Verified,
            },
        }, options).ResponseAsync;
    }
}
