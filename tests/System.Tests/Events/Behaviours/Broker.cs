using Alliance.Operations.V1;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.Client;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>What tests do with the broker and its dead letters, and what they see there.</summary>
internal static class Broker
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Publishes as any application could.</summary>
    public static async Task PublishAsync(
        this TestSystem system, string topic, ReadOnlyMemory<byte> data, string id = "given-up", string contentType = "application/json",
        bool raw = false)
    {
        var sidecar = system.Local.Statements.Sidecar;
        using var dapr = new DaprClientBuilder()
            .UseGrpcEndpoint($"http://127.0.0.1:{sidecar.GrpcPort}").UseHttpEndpoint($"http://127.0.0.1:{sidecar.HttpPort}").Build();
        await dapr.PublishByteEventAsync(
            "pubsub", topic, data, contentType, new Dictionary<string, string> { ["cloudevent.id"] = id, ["rawPayload"] = raw ? "true" : "false" }, Ct);
    }

    /// <summary>The dead letters that a register keeps.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(this TestSystem system, string register, bool showReplayed = false) =>
        (await ClientOf(system, register).ListDeadLettersAsync(
            new() { PageSize = 100, ShowReplayed = showReplayed }, cancellationToken: Ct)).DeadLetters;

    /// <summary>How many dead letters all registers keep.</summary>
    public static async Task<int> CountDeadLettersAsync(this TestSystem system, bool showReplayed = false)
    {
        var kept = 0;
        foreach (var register in ServiceInfo.Registers)
        {
            kept += (await system.DeadLettersAsync(register.Name, showReplayed)).Count;
        }
        return kept;
    }

    /// <summary>Publishes again what a register keeps; says how many that were.</summary>
    public static async Task<int> ReplayDeadLettersAsync(this TestSystem system, string register)
    {
        var names = (await system.DeadLettersAsync(register)).Select(letter => letter.Name).ToList();
        if (names.Count > 0)
        {
            await ClientOf(system, register).ReplayDeadLettersAsync(new() { Names = { names } }, cancellationToken: Ct);
        }
        return names.Count;
    }

    /// <summary>
    /// Whether everything on record was published, every subscriber is done with it, and every dead letter was kept. Statements
    /// and agreements first: what they bring about is on record before they are done with.
    /// </summary>
    public static async Task<bool> IsDoneAsync(this TestSystem system)
    {
        foreach (var register in ServiceInfo.Registers)
        {
            var changes = (await system.LogAsync(register.Name)).Count;
            var topics = register.Followers.Select(follower => ServiceInfo.DeadLetterTopic(register.Name, follower.Name))
                .Prepend(ServiceInfo.Topic(register.Name));
            var hub = system.Local.Hub;
            // Each once: dead letters that were published again, and what is none of the register's, do not stand for others.
            var published = hub.Messages(ServiceInfo.Topic(register.Name)).Select(message => message.Metadata.GetValueOrDefault("cloudevent.id"))
                .Where(id => id?.StartsWith(register.Name + "/", StringComparison.Ordinal) ?? false).Distinct().Count();
            if (published < changes || topics.SelectMany(hub.Groups).Any(group => group.Lag > 0))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Lets the broker's time pass until every event is done with.</summary>
    public static Task PassTimeUntilDoneAsync(this TestSystem system, FakeTimeProvider clock, TimeSpan step) => Eventually.BecomesAsync(
        async () =>
        {
            clock.Advance(step);
            return await system.IsDoneAsync();
        },
        done => done, "every event is done with as time passes");

    private static DeadLetterService.DeadLetterServiceClient ClientOf(TestSystem system, string register) =>
        new(system.ServiceNamed(register).Channel);
}
