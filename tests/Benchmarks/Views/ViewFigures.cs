using System.Globalization;
using AllianceServices.Benchmarks.Common;
using AllianceServices.Benchmarks.Load;
using Spectre.Console;

namespace AllianceServices.Benchmarks.Views;

/// <summary>What one server did at one number of streams: medians of the rounds.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record ServerFigures(
    double RequestsPerSecond, double P50, double P99, double AllocatedBytesPerRequest, double ResponseBytes)
{
    public static ServerFigures Of(IReadOnlyList<LoadMeasurement> rounds) => new(
        rounds.Select(round => round.Result.Responses / round.Result.Seconds).Median(),
        rounds.Select(round => round.Result.P50).Median(),
        rounds.Select(round => round.Result.P99).Median(),
        rounds.Select(round => (double)round.AllocatedBytes / round.Result.Responses).Median(),
        rounds.Select(round => round.Result.MeanBytes).Median());
}

/// <summary>The three servers at one question and one number of streams, from the same rounds.</summary>
internal sealed record ViewFigures(string Case, string Goal, int Streams, ServerFigures Bare, ServerFigures Gateway, ServerFigures Plain)
{
    public double ShareOfBare => Gateway.RequestsPerSecond / Bare.RequestsPerSecond;

    public double TimesPlain => Gateway.RequestsPerSecond / Plain.RequestsPerSecond;

    public static Table Table(IEnumerable<ViewFigures> all, int rounds)
    {
        var table = new Table().AddColumns(
            "view", "streams", "server", "requests/s", "p50 ms", "p99 ms", "allocated B/request", "response B", "Gateway / bare", "Gateway / plain");
        foreach (var figures in all)
        {
            table.AddRow(Row(figures.Case, figures.Streams.ToString(CultureInfo.InvariantCulture), "bare (a)", figures.Bare));
            table.AddRow([.. Row("", "", "Gateway", figures.Gateway)[..8], figures.ShareOfBare.Show(), figures.TimesPlain.Show()]);
            table.AddRow(Row("", "", "plain (b)", figures.Plain));
        }
        var goals = string.Join("; ", all.Select(figures => $"{figures.Case}: {figures.Goal}").Distinct());
        return table.Caption(
            $"Medians of {rounds} rounds; in a round the three take turns, under load from another process of this machine. (a) is a gRPC method without interceptors that answers with "
            + "prepared bytes of the view's mean size; (b) asks the registers for everything at each request and composes by the same "
            + "method; what the registers allocate for it counts, since they run in the same process. Goals, as multiples of "
            + $"requests/s: {goals}.");
    }

    private static string[] Row(string view, string streams, string server, ServerFigures figures) =>
    [
        view, streams, server, figures.RequestsPerSecond.Show(), figures.P50.Show(), figures.P99.Show(),
        ((long)figures.AllocatedBytesPerRequest).Show(), ((long)figures.ResponseBytes).Show(), "", "",
    ];
}
