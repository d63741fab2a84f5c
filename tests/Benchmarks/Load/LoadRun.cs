using System.Diagnostics;
using AllianceServices.Benchmarks.Common;
using Grpc.Core;

namespace AllianceServices.Benchmarks.Load;

/// <summary>
/// One measurement in a closed loop: every stream sends its next call when the one before is answered. Any call that fails
/// fails the measurement.
/// </summary>
internal sealed class LoadRun(LoadOrder order, CallInvoker server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Method<byte[], Received> _method = RawMethod.Unary(order.Method);
    private long _sent;
    private long _answers;
    private volatile bool _measuring;
    private volatile bool _ending;
    private Exception? _failure;

    /// <summary>Warms up, calls back, measures, and waits until no call is under way.</summary>
    public async Task<LoadResult> RunAsync(Action onMeasuring, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var streams = Enumerable.Range(0, order.Streams).Select(_ => new List<Answer>()).ToList();
        var running = Task.WhenAll(streams.Select(answers => Task.Run(() => SendAsync(answers, stop), CancellationToken.None)));
        try
        {
            await AnswersAsync(order.WarmUpSeconds, stop.Token);
            Interlocked.Exchange(ref _answers, 0);
            onMeasuring();
            var clock = Stopwatch.StartNew();
            _measuring = true;
            await AnswersAsync(order.Seconds, stop.Token);
            _measuring = false;
            var seconds = clock.Elapsed.TotalSeconds;
            // Calls under way are let to finish: broken off, they would leave the server work for the next measurement.
            _ending = true;
            await running;
            return Summarize(streams, seconds);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await stop.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return new(0, 0, 0, 0, 0, $"{order.Method} at {order.Streams} streams: {(_failure ?? exception).Message}");
        }
    }

    // Both the time and as many answers as there are streams.
    private async Task AnswersAsync(double seconds, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (clock.Elapsed.TotalSeconds < seconds || Interlocked.Read(ref _answers) < order.Streams)
        {
            if (clock.Elapsed > Patience)
            {
                throw new BenchmarkException($"only {Interlocked.Read(ref _answers)} answers in {Patience.TotalSeconds} seconds");
            }
            await tick.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task SendAsync(List<Answer> answers, CancellationTokenSource stop)
    {
        var options = new CallOptions(cancellationToken: stop.Token);
        try
        {
            while (!_ending)
            {
                var request = order.Requests[(int)(Interlocked.Increment(ref _sent) % order.Requests.Count)];
                var begin = Stopwatch.GetTimestamp();
                using var call = server.AsyncUnaryCall(_method, null, options, request);
                var response = await call.ResponseAsync;
                var time = Stopwatch.GetElapsedTime(begin);
                if (response.Length == 0)
                {
                    throw new BenchmarkException("the answer is empty");
                }
                Interlocked.Increment(ref _answers);
                if (_measuring)
                {
                    answers.Add(new(time.TotalMilliseconds, response.Length));
                }
            }
        }
        catch (Exception exception)
        {
            // The first failure ends the others, and is the one to tell.
            Interlocked.CompareExchange(ref _failure, exception, null);
            await stop.CancelAsync();
            throw;
        }
    }

    private static LoadResult Summarize(List<List<Answer>> streams, double seconds)
    {
        var answers = streams.SelectMany(stream => stream).ToList();
        var times = answers.Select(answer => answer.Milliseconds).Order().ToList();
        return new(
            answers.Count, seconds, Statistics.Percentile(times, 0.5), Statistics.Percentile(times, 0.99),
            answers.Average(answer => (double)answer.Length));
    }

    private readonly record struct Answer(double Milliseconds, int Length);
}
