using Alliance.Criteria.V1;
using Alliance.Operations.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.SystemTests.Events.Behaviours;

namespace AllianceServices.SystemTests.Events;

/// <summary>An event that nobody can read: it holds up no other, an operator sees it, and has it delivered again.</summary>
public sealed class DeadLetterTests
{
    private const string NoAntiEntropy = "--Events:AntiEntropyInterval=01:00:00";

    private static readonly World World = World.Club;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poison_message_goes_to_the_dead_letters_and_those_behind_it_come_through()
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);

        await PoisonAsync(system, "statements", "a newer version", "{\"sequence\": \"many\"}");
        await system.RecordAsync([World.NewStatement("behind", "2020-02-02", Alliance.Type.V1.Stance.Opposes, "XA")]);

        await system.SettleAsync(World.Track);
        var letters = await DeadLettersAsync(system, "statements", count: 2);
        Assert.Equal(
            [("criteria", "a newer version", "{\"sequence\":\"many\"}"), ("gateway", "a newer version", "{\"sequence\":\"many\"}")],
            letters.Select(letter => (letter.Subscriber, letter.EventId, letter.Data.ToStringUtf8())).Order());
    }

    [Fact]
    public async Task The_operator_lists_and_replays_them()
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        await PoisonAsync(system, "criteria", "poison", "\"no change\"");
        var name = Assert.Single(await DeadLettersAsync(system, "criteria", count: 1)).Name;
        var register = system.Local.Criteria.Addresses.Grpc;

        using var listed = await CommandLine.RunAsync(register, "dead-letters", "list");
        using var replayed = await CommandLine.RunAsync(register, "dead-letters", "replay", "--all", "--actor", "operator");

        Assert.Equal((0, 0), (await listed.ExitCode, await replayed.ExitCode));
        Assert.Matches($"^{name} +gateway +poison +1 ", listed.OutLines[1]);
        Assert.Equal("Dead letters published again: 1.\n", replayed.Error);
        // Nobody can read it now either.
        var again = await Eventually.BecomesAsync(
            () => system.DeadLettersAsync("criteria"), letters => letters is [{ Deliveries: 2, ReplayedBy: "operator" }], "it is given up again");
        Assert.Null(again[0].ReplayTime);
    }

    [Fact]
    public async Task One_that_the_sidecar_refuses_to_publish_is_named_and_holds_up_no_other()
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        // An envelope of its own whose data claim to be another one, which they are not.
        await system.PublishAsync(
            "alliance.criteria.v1",
            """{"specversion":"1.0","id":"first","type":"t","source":"s","datacontenttype":"application/cloudevents+json","data":"x"}"""u8.ToArray(),
            contentType: "application/cloudevents+json");
        await PoisonAsync(system, "criteria", "second", "\"no change\"");
        var letters = await DeadLettersAsync(system, "criteria", count: 2);

        using var replayed = await CommandLine.RunAsync(system.Local.Criteria.Addresses.Grpc, "dead-letters", "replay", "--all");

        Assert.Equal(1, await replayed.ExitCode);
        Assert.Equal($"{letters[0].Name}: the sidecar refuses to publish it\n", replayed.Out);
        Assert.Equal("Dead letters published again: 1.\n", replayed.Error);
    }

    [Fact]
    public async Task A_change_that_was_given_up_is_applied_when_it_is_replayed()
    {
        await using var system = await TestSystem.StartSubscribedAsync(NoAntiEntropy);
        await system.RecordAsync(World.Everything());
        await system.SettleAsync(World.Track);
        await system.AllEventsAreDoneWithAsync();
        // The event is lost on its way; the dead letter is all that still tells of the change.
        system.Local.Hub.Faults.Plan = new() { Drop = 1 };
        await system.RecordAsync([World.NewAssessment("peace", "2020-03-03", Status.Met)]);
        await system.AllEventsAreDoneWithAsync();
        system.Local.Hub.Faults.Clear();
        var before = await system.ViewAsync(World.Track);
        await system.PublishAsync("alliance.criteria.v1.gateway.dead", await ChangeEventAsync(system));
        var name = Assert.Single(await DeadLettersAsync(system, "criteria", count: 1)).Name;
        Assert.Equal(before.Criteria, (await system.ViewAsync(World.Track)).Criteria);

        using var replayed = await CommandLine.RunAsync(system.Local.Criteria.Addresses.Grpc, "dead-letters", "replay", name);

        Assert.Equal(0, await replayed.ExitCode);
        await system.SettleAsync(World.Track);
        var criterion = (await system.ViewAsync(World.Track)).Criteria.Single(c => c.Criterion == World.Criterion("peace"));
        Assert.EndsWith("/2020-03-03", criterion.Assessment, StringComparison.Ordinal);
        Assert.Empty(await system.DeadLettersAsync("criteria"));
    }

    [Theory]
    [InlineData("Dead letters are kept by the registers: --endpoint must be the gRPC address of statements, agreements or criteria.", "list")]
    [InlineData("Say either names of dead letters or --all.", "replay")]
    [InlineData("Say either names of dead letters or --all.", "replay", "deadLetters/0f3a5c7e91b2d4f6", "--all")]
    public async Task The_Gateway_and_half_a_command_are_refused(string message, params string[] arguments)
    {
        await using var system = await TestSystem.StartAsync();

        using var run = await CommandLine.RunAsync(system.Local.Gateway.Addresses.Grpc, ["dead-letters", .. arguments]);

        Assert.Equal(2, await run.ExitCode);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
    }

    private static async Task<ReadOnlyMemory<byte>> ChangeEventAsync(TestSystem system) =>
        ServiceDefaults.Events.EventJson.Write((await system.LogAsync("criteria"))[^1]);

    private static Task PoisonAsync(TestSystem system, string register, string id, string data) =>
        system.PublishAsync(ServiceInfo.Topic(register), System.Text.Encoding.UTF8.GetBytes(data), id);

    private static Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(TestSystem system, string register, int count) =>
        Eventually.BecomesAsync(() => system.DeadLettersAsync(register), letters => letters.Count == count, $"{count} dead letters are kept");
}
