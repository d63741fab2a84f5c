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

    private int _act;

    /// <summary>Of each kind one before each act, for both subscribers of statements and of agreements, and for the one of criteria.</summary>
    public override int DeadLetters => 3 * 3 * (2 + 2 + 1);

    public override async Task BeginAsync(TestSystem system, IReadOnlyList<IMessage> act)
    {
        _act++;
        foreach (var register in ServiceInfo.Registers)
        {
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
            kept.AddRange((await system.DeadLettersAsync(register.Name)).Select(letter => letter.EventId));
        }
        Assert.Equal(DeadLetters, kept.Count(id => id.StartsWith("poison-", StringComparison.Ordinal)));
    }
}
