using System.Diagnostics;
using System.Globalization;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using AllianceServices.Cli.Views;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Spectre.Console;

namespace AllianceServices.Local;

/// <summary>A run of Local, from start to Ctrl-C.</summary>
internal static class LocalRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(LocalSettings settings, string? asOf, bool once, CancellationToken cancellationToken)
    {
        // Gives the command line its task before the services start, so that Ctrl-C finds something to cancel and wait for.
        await Task.Yield();
        if (Console.IsOutputRedirected)
        {
            // A file or a pipe has no width; the default of 80 columns would break every row of the tables.
            AnsiConsole.Profile.Width = 160;
        }
        try
        {
            var clock = Stopwatch.StartNew();
            await using var system = await LocalSystem.StartAsync(settings, cancellationToken);
            var startTime = clock.Elapsed;
            await ImportOnFirstStartAsync(system, settings.DataFolder, cancellationToken);
            await WaitForViewsAsync(system, cancellationToken);
            PrintEndpoints(system, startTime, clock.Elapsed - startTime);
            await PrintViewsAsync(system, asOf, cancellationToken);
            if (!once)
            {
                AnsiConsole.MarkupLine("[grey]Ctrl-C stops.[/]");
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (StartupException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The data folder cannot be used: {exception.Message}");
            return 1;
        }
        catch (RpcException exception)
        {
            await Console.Error.WriteLineAsync($"A service failed: {exception.Status.Detail}");
            return 1;
        }
    }

    private static async Task ImportOnFirstStartAsync(LocalSystem system, string dataFolder, CancellationToken cancellationToken)
    {
        // A register whose file was lost begins empty; importing again adds just what is missing.
        if (ReferenceData.IsImported(dataFolder) && !await Convergence.HasEmptyLogAsync(system, cancellationToken))
        {
            return;
        }
        AnsiConsole.WriteLine("Importing the reference data set:");
        var refused = 0L;
        var clock = Stopwatch.StartNew();
        await foreach (var (file, report) in ReferenceData.ImportAsync(system, cancellationToken))
        {
            AnsiConsole.WriteLine($"  {file,-18} {report.Created,4} new, {report.Unchanged} unchanged, {report.Refused} refused ({clock.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s)");
            foreach (var error in report.Errors)
            {
                AnsiConsole.WriteLine($"    line {error.Line}: {error.Field} {error.Description}");
            }
            refused += report.Refused;
        }
        if (refused == 0)
        {
            ReferenceData.MarkImported(dataFolder);
        }
    }

    private static async Task WaitForViewsAsync(LocalSystem system, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            if (await TracksAsync(system, patience.Token).FirstOrDefaultAsync(patience.Token) is not { } track)
            {
                throw new StartupException("There is no track on record, so there is no view to show.");
            }
            await Convergence.WaitAsync(system, track.Name, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcException
            && patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StartupException(
                $"After {Patience.TotalSeconds} seconds the views do not include what the registers hold; the messages above say why.", exception);
        }
    }

    private static void PrintEndpoints(LocalSystem system, TimeSpan start, TimeSpan import)
    {
        AnsiConsole.WriteLine(FormattableString.Invariant($"Ready: {start.TotalSeconds:F1} s to start, {import.TotalSeconds:F1} s to import."));
        var table = new Table().Border(TableBorder.None).AddColumns("Service", "JSON", "gRPC", "Dapr sidecar (gRPC)");
        foreach (var service in system.Services)
        {
            table.AddRow(
                service.Info.Name, Origin(service.Addresses.Http), Origin(service.Addresses.Grpc),
                $"http://127.0.0.1:{service.Sidecar.GrpcPort}");
        }
        AnsiConsole.Write(table);
    }

    private static async Task PrintViewsAsync(LocalSystem system, string? asOf, CancellationToken cancellationToken)
    {
        var gateway = new ReadinessService.ReadinessServiceClient(system.Gateway.Channel);
        await foreach (var track in TracksAsync(system, cancellationToken))
        {
            var view = await gateway.GetReadinessAsync(new() { Name = track.Name + "/readiness", AsOf = asOf ?? "" }, cancellationToken: cancellationToken);
            ReadinessPrinter.Print(AnsiConsole.Console, track, view);
        }
    }

    private static async IAsyncEnumerable<Track> TracksAsync(
        LocalSystem system, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var criteria = new CriteriaService.CriteriaServiceClient(system.Criteria.Channel);
        var request = new ListTracksRequest();
        do
        {
            var page = await criteria.ListTracksAsync(request, cancellationToken: cancellationToken);
            foreach (var track in page.Tracks)
            {
                yield return track;
            }
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
