using System.Text.RegularExpressions;
using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Protobuf;

namespace AllianceServices.SystemTests.CommandLines;

/// <summary>A watch on the command line, over breaks of its stream.</summary>
public partial class WatchTests
{
    private static readonly World World = World.Club;

    [Fact]
    public async Task It_shows_the_view_then_each_change_and_goes_on_after_a_break()
    {
        await using var system = await TestSystem.StartAsync();
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        var gateway = system.Local.Gateway.Addresses.Grpc;
        using var watch = CommandLine.Start(gateway, null, "watch", World.TrackId);
        await WritesAsync(watch, "XC joins club, ");

        await system.RecordAsync(World.NewStatement("yes", "2020-05-01", Stance.Supports, "XA"), World.Publish("yes"));
        await WritesAsync(watch, "position XA: stance unknown -> supports, record none -> statements/yes, since none -> 2020-05-01, because of statements/yes (2020-05-01, ");
        await system.Local.Gateway.StopAsync();
        await system.RecordAsync(World.NewStatement("no", "2020-06-01", Stance.Opposes, "XB"), World.Publish("no"));
        await system.Local.Gateway.StartAgainAsync(TestContext.Current.CancellationToken);
        await WritesAsync(watch, "position XB: stance unknown -> opposes");
        watch.Interrupt();

        Assert.Equal(0, await watch.ExitCode);
        Assert.Contains("Trying again until it answers.\n", watch.Error, StringComparison.Ordinal);
        Assert.Contains("Connected again.\n", watch.Error, StringComparison.Ordinal);
        Assert.Single(watch.OutLines, line => line.Contains("position XA: ", StringComparison.Ordinal));
        await system.RecordAsync(World.NewStatement("later", "2020-07-01", Stance.Neutral, "XD"), World.Publish("later"));
        using var later = CommandLine.Start(
            gateway, null, "watch", World.Track, "--json", "--resume-token", ResumeToken().Match(watch.Error).Groups[1].Value);
        await WritesAsync(later, "\n");
        var update = JsonParser.Default.Parse<WatchReadinessResponse>(later.OutLines[0]).Update;
        Assert.Contains(update.Differences, difference => difference.Position?.Party == "XD");
    }

    private static Task WritesAsync(CommandLine watch, string text) => Eventually.HoldsAsync(
        () => watch.Out.Contains(text, StringComparison.Ordinal), $"it writes '{text}'");

    [GeneratedRegex("--resume-token (\\S+)\n$")]
    private static partial Regex ResumeToken();
}
