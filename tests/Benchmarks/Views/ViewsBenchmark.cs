using System.CommandLine;
using Alliance.Readiness.V1;
using AllianceServices.Benchmarks.Common;
using AllianceServices.Benchmarks.Load;
using AllianceServices.Local;
using Google.Protobuf;
using Grpc.Net.Client;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Views;

/// <summary>
/// The Gateway's views beside what gRPC costs at least and beside a gateway that keeps nothing, in one run and under the
/// same load from another process.
/// </summary>
internal sealed class ViewsBenchmark(LocalSystem system, BareServer others, LoadClient load, ViewsSettings settings)
{
    private const string GetReadiness = "alliance.readiness.v1.ReadinessService/GetReadiness";
    private const string Echo = "alliance.benchmarks.Echo/Echo";

    public static Command Command()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long a server is measured in a round.", DefaultValueFactory = _ => 3 };
        var rounds = new Option<int>("--rounds") { Description = "How many rounds.", DefaultValueFactory = _ => 3 };
        var streams = new Option<int[]>("--streams")
        {
            Description = "How many calls are under way at any time.",
            DefaultValueFactory = _ => [1, 16, 256],
            AllowMultipleArgumentsPerToken = true,
        };
        var seed = new Option<int>("--seed") { Description = "Draws the days.", DefaultValueFactory = _ => 1 };
        return BenchmarkCommand.Create(
            "views",
            "Puts the Gateway's views (of today, of random days, and as known at an instant) beside a bare gRPC method with answers of "
            + "the same size, and beside a gateway that asks the registers at each request.",
            (result, smoke, cancellationToken) => RunAsync(
                smoke
                    ? new([4], Rounds: 1, Seconds: 0.2, WarmUpSeconds: 0.1, Draws: 64, result.GetValue(seed))
                    : new(result.GetRequiredValue(streams), result.GetValue(rounds), result.GetValue(seconds), WarmUpSeconds: 1, Draws: 4096, result.GetValue(seed)),
                cancellationToken),
            seconds, rounds, streams, seed);
    }

    private static async Task<IReadOnlyList<ViewFigures>> RunAsync(ViewsSettings settings, CancellationToken cancellationToken)
    {
        using var data = new TemporaryFolder();
        await using var system = await ReferenceSystem.StartAsync(data.Path, cancellationToken);
        await using var others = await BareServer.StartAsync(
            services => services.AddSingleton<EchoService>().AddSingleton(new PlainGateway(system, TimeProvider.System)),
            app =>
            {
                app.MapGrpcService<EchoService>();
                app.MapGrpcService<PlainGateway>();
            },
            cancellationToken);
        await using var load = new LoadClient();
        var figures = await new ViewsBenchmark(system, others, load, settings).MeasureAsync(cancellationToken);
        AnsiConsole.Write(ViewFigures.Table(figures, settings.Rounds));
        return figures;
    }

    private async Task<IReadOnlyList<ViewFigures>> MeasureAsync(CancellationToken cancellationToken)
    {
        var knownAt = TimeProvider.System.GetUtcNow();
        // From here on the record knows more than it did at that instant.
        await ReferenceSystem.AssessAsync(system.Criteria.Channel, number: 0, cancellationToken);
        await Convergence.WaitAsync(system, ReferenceSystem.Track, cancellationToken);
        var figures = new List<ViewFigures>();
        foreach (var view in ViewCase.All(settings.Seed, settings.Draws, knownAt))
        {
            var size = await CompareAsync(view, cancellationToken);
            foreach (var streams in settings.Streams)
            {
                figures.Add(await MeasureAsync(view, size, streams, cancellationToken));
            }
        }
        return figures;
    }

    private async Task<ViewFigures> MeasureAsync(ViewCase view, int size, int streams, CancellationToken cancellationToken)
    {
        byte[][] echo = [new EchoRequest { Size = size }.ToByteArray()];
        LoadOrder Order(Uri address, string method, IReadOnlyList<byte[]> requests) =>
            new(address, method, requests, streams, settings.WarmUpSeconds, settings.Seconds);
        List<LoadMeasurement> bare = [], gateway = [], plain = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            bare.Add(await load.MeasureAsync(Order(others.Address, Echo, echo), cancellationToken));
            gateway.Add(await load.MeasureAsync(Order(system.Gateway.Addresses.Grpc, GetReadiness, view.Encoded), cancellationToken));
            plain.Add(await load.MeasureAsync(Order(others.Address, GetReadiness, view.Encoded), cancellationToken));
        }
        AnsiConsole.WriteLine($"{view.Name}, {streams} streams: done");
        return new(view.Name, view.Goal, streams, ServerFigures.Of(bare), ServerFigures.Of(gateway), ServerFigures.Of(plain));
    }

    // The mean size of the answers, after a check that both gateways give the same: otherwise one might do less.
    private async Task<int> CompareAsync(ViewCase view, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(others.Address);
        var plain = new ReadinessService.ReadinessServiceClient(channel);
        var gateway = new ReadinessService.ReadinessServiceClient(system.Gateway.Channel);
        var sizes = new List<double>();
        foreach (var request in view.Requests)
        {
            var ours = await gateway.GetReadinessAsync(request, cancellationToken: cancellationToken);
            sizes.Add(ours.CalculateSize());
            if (request.KnownAt is null && sizes.Count <= 8 && !Same(ours, await plain.GetReadinessAsync(request, cancellationToken: cancellationToken)))
            {
                throw new BenchmarkException($"The plain gateway does not answer {request} as the Gateway does.");
            }
        }
        return (int)sizes.Average();
    }

    private static bool Same(Readiness ours, Readiness plain)
    {
        // The one reads the logs and says how far; and each has its own now.
        ours.FreshAsOf.Clear();
        ours.KnownAt = plain.KnownAt;
        return ours.Equals(plain);
    }
}

/// <summary>How much is measured.</summary>
/// <param name="Streams">The numbers of concurrent calls.</param>
/// <param name="Draws">How many requests with random days are prepared.</param>
internal sealed record ViewsSettings(
    IReadOnlyList<int> Streams, int Rounds, double Seconds, double WarmUpSeconds, int Draws, int Seed);
