using System.Text;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>Between the good events lie some that no subscriber can make anything of, in every topic.</summary>
internal sealed class Poison : Behaviour
{
    private static readonly string[] Data =
    [
        "\"no change\"",
        "{\"sequence\":\"many\"}",
        // Of a register that has a topic of its own.
        "{\"register\":\"elsewhere\",\"sequence\":\"1\",\"name\":\"x\",\"recordTime\":\"2020-01-01T00:00:00Z\"}",
    ];

    // What is not even an event: a sidecar cannot open it.
    private const string NoEvent = "poison without an envelope";

    private int _act;

    /// <summary>
    /// Of each kind one before each act, for both subscribers of statements and of agreements, and for the one of criteria. What
    /// is no event is the same each time.
    /// </summary>
    public override int DeadLetters => (3 * 3 * (2 + 2 + 1)) + (2 + 2 + 1);

    public override async Task BeginAsync(TestSystem system, IReadOnlyList<IMessage> act)
    {
        _act++;
        foreach (var register in ServiceInfo.Registers)
        {
            await system.PublishAsync(ServiceInfo.Topic(register.Name), Encoding.UTF8.GetBytes(NoEvent), raw: true);
            foreach (var (kind, data) in Data.Index())
            {
                await system.PublishAsync(ServiceInfo.Topic(register.Name), Encoding.UTF8.GetBytes(data), $"poison-{_act}-{kind}");
            }
        }
    }

    public override async Task AssertHappenedAsync(TestSystem system)
    {
        var kept = new List<string>();
        foreach (var register in ServiceInfo.Registers)
        {
            kept.AddRange((await system.DeadLettersAsync(register.Name)).Select(letter =>
                letter.EventId.Length > 0 ? letter.EventId : $"{letter.Data.ToStringUtf8()}, {letter.Deliveries} times"));
        }
        Assert.Equal(DeadLetters - 5, kept.Count(id => id.StartsWith("poison-", StringComparison.Ordinal)));
        Assert.Equal(5, kept.Count(id => id == $"{NoEvent}, {EventSeries.Acts.Count} times"));
    }
}
