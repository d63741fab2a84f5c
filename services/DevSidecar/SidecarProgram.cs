using System.Runtime.InteropServices;

namespace AllianceServices.DevSidecar;

/// <summary>
/// Runs a hub with several sidecars in a process of their own; or a single sidecar, where it is started with the flags of daprd.
/// </summary>
internal static class SidecarProgram
{
    private const string Usage = "--Sidecars:0:AppId=statements --Sidecars:0:AppPort=7001 --Sidecars:0:GrpcPort=50001";

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            if (DaprdCommandLine.Is(args))
            {
                var (options, components) = DaprdCommandLine.Read(args);
                await RunAsync([options], new() { Components = components }, output, stop.Task);
            }
            else
            {
                await RunAsync(ReadOptions(args), new(), output, stop.Task);
            }
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or PortTakenException)
        {
            await error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task RunAsync(List<SidecarOptions> all, SidecarHubOptions hubOptions, TextWriter output, Task stop)
    {
        using var logging = LoggerFactory.Create(builder => builder
            .AddSimpleConsole(console => console.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning));
        await using var hub = new SidecarHub(hubOptions with { LoggerFactory = logging });
        var sidecars = new List<Sidecar>();
        try
        {
            foreach (var options in all)
            {
                var sidecar = await Sidecar.StartAsync(hub, options);
                sidecars.Add(sidecar);
                await output.WriteLineAsync(
                    $"sidecar {sidecar.AppId}: gRPC 127.0.0.1:{sidecar.GrpcPort}, HTTP 127.0.0.1:{sidecar.HttpPort}, "
                    + (options.AppPort is { } port ? $"app 127.0.0.1:{port}" : "no app"));
            }
            await stop;
        }
        finally
        {
            await Task.WhenAll(sidecars.Select(sidecar => sidecar.DisposeAsync().AsTask()));
        }
    }

    private static List<SidecarOptions> ReadOptions(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var all = new List<SidecarOptions>();
        foreach (var section in configuration.GetSection("Sidecars").GetChildren())
        {
            var options = section.Get<SidecarOptions>(binder => binder.ErrorOnUnknownConfiguration = true)
                ?? new SidecarOptions();
            foreach (var problem in options.Problems())
            {
                throw new ArgumentException($"{section.Path}:{problem}.");
            }
            all.Add(options);
        }
        return all.Count > 0
            ? all
            : throw new ArgumentException($"Sidecars:0:AppId is missing: give at least one sidecar, for instance {Usage}");
    }
}
