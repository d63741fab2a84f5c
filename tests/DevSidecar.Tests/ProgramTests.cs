using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapr.Client;

namespace AllianceServices.DevSidecar.Tests;

/// <summary>The program as a process.</summary>
public sealed partial class ProgramTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task It_joins_its_sidecars_and_ends_well_on_a_signal(string signal)
    {
        await using var rig = new Rig();
        var behaviour = new AppBehaviour { Subscriptions = { Rig.On(Rig.Topic) } };
        var app = await rig.AppAsync(behaviour);
        using var program = Start(
            "--Sidecars:0:AppId=statements", "--Sidecars:1:AppId=gateway", $"--Sidecars:1:AppPort={app.Port}");

        var statements = Ready().Match(await ReadLineAsync(program.StandardOutput));
        var gateway = Ready().Match(await ReadLineAsync(program.StandardOutput));
        Assert.Equal(("statements", "no app"), (statements.Groups["id"].Value, statements.Groups["app"].Value));
        Assert.Equal(("gateway", $"app 127.0.0.1:{app.Port}"), (gateway.Groups["id"].Value, gateway.Groups["app"].Value));
        using var client = new DaprClientBuilder()
            .UseGrpcEndpoint($"http://127.0.0.1:{statements.Groups["grpc"].Value}").Build();
        await client.PublishEventAsync("pubsub", Rig.Topic, "across", Ct);
        Assert.Equal("\"across\"", (await behaviour.NextAsync()).Event.Data.ToStringUtf8());

        using var kill = Process.Start("kill", [$"-{signal}", program.Id.ToString(CultureInfo.InvariantCulture)]);
        await program.WaitForExitAsync(Ct).WaitAsync(Deadline, Ct);

        Assert.Equal(0, program.ExitCode);
        Assert.Equal("", await program.StandardError.ReadToEndAsync(Ct));
    }

    [Theory]
    [InlineData("Sidecars:0:AppId is missing", "--Sidecars:0:GrpcPort=0")]
    [InlineData("Sidecars:0:AppId is missing: give at least one sidecar", "--Verbose=true")]
    [InlineData("Sidecars:1:HttpPort must be a port number, not -1", "--Sidecars:0:AppId=a", "--Sidecars:1:AppId=b", "--Sidecars:1:HttpPort=-1")]
    [InlineData("'Sidecars:0:GrpcPort'", "--Sidecars:0:AppId=a", "--Sidecars:0:GrpcPort=many")]
    [InlineData("GrpcProt", "--Sidecars:0:AppId=a", "--Sidecars:0:GrpcProt=5")]
    // With the flags of daprd.
    [InlineData("'--colour=blue'", "--app-id=a", "--colour=blue")]
    [InlineData("--app-protocol must be grpc, not http", "--app-id=a", "--app-port=5")]
    [InlineData("--resources-path /nowhere", "--app-id=a", "--resources-path=/nowhere")]
    [InlineData("AppHealthThreshold must be at least 1, not 0", "--app-id=a", "--app-health-threshold=0")]
    public async Task A_wrong_option_ends_it_with_one_sentence(string expected, params string[] args)
    {
        using var program = Start(args);

        await program.WaitForExitAsync(Ct).WaitAsync(Deadline, Ct);

        Assert.Equal(1, program.ExitCode);
        var line = Assert.Single((await program.StandardError.ReadToEndAsync(Ct)).TrimEnd().Split('\n'));
        Assert.Contains(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_ends_it_with_one_sentence()
    {
        await using var rig = new Rig();
        var taken = (await rig.SidecarAsync("first")).GrpcPort;
        using var program = Start("--Sidecars:0:AppId=late", $"--Sidecars:0:GrpcPort={taken}");

        await program.WaitForExitAsync(Ct).WaitAsync(Deadline, Ct);

        Assert.Equal(1, program.ExitCode);
        Assert.StartsWith($"GrpcPort {taken} of sidecar 'late' is taken", await program.StandardError.ReadToEndAsync(Ct), StringComparison.Ordinal);
    }

    private static Process Start(params string[] args)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "AllianceServices.DevSidecar.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [assembly, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static async Task<string> ReadLineAsync(StreamReader reader) =>
        await reader.ReadLineAsync(Ct).AsTask().WaitAsync(Deadline, Ct) ?? "";

    [GeneratedRegex(@"^sidecar (?<id>\w+): gRPC 127\.0\.0\.1:(?<grpc>\d+), HTTP 127\.0\.0\.1:\d+, (?<app>.+)$")]
    private static partial Regex Ready();
}
