using Alliance.Agreements.V1;
using AllianceServices.TestKit.History;

namespace AllianceServices.Agreements.Tests;

/// <summary>Calls on a few agreements, drawn by chance: most are good, some come too late or twice.</summary>
internal sealed class AgreementCalls(AgreementsApp app)
{
    // As many as go past Entity Framework when they are imported, and some more.
    private const int Imported = 10;

    private static readonly LifecycleState[] States = [LifecycleState.Signed, LifecycleState.InForce, LifecycleState.Terminated];

    public Operation Draw(Random random, string requestId)
    {
        var (id, number) = ("abcd"[random.Next(4)].ToString(), random.Next(1000));
        var name = $"agreements/{id}";
        return random.Next(8) switch
        {
            0 or 1 => Of($"create {id}", requestId, () => app.Client.CreateAgreementAsync(new()
            {
                AgreementId = id,
                Agreement = number % 2 == 0 ? Given.FullAgreement() : Given.Agreement(agreement => agreement.Title = $"Agreement {number}"),
                RequestId = requestId,
            }).ResponseAsync),
            2 => Update(requestId, etag: $"\"{number % 4}\"", new() { Name = name, Title = $"Title {number}" }),
            3 or 4 => Update(requestId, etag: "", new() { Name = name, Topics = { $"topic-{number}" } }),
            5 or 6 => Of($"record of {id}", requestId, () => app.Client.RecordLifecycleEventAsync(new()
            {
                Name = name,
                Event = Given.Event(States[number % States.Length], $"2025-0{1 + number % 9}-01"),
                RequestId = requestId,
            }).ResponseAsync),
            _ => Operation.Of($"import {number % 3}", requestId: "", () => app.ImportAsync(
                [.. Enumerable.Range(1, Imported).Select(line => Given.Row(line, $"imported-{number % 3}-{line}", Given.Agreement()))])),
        };
    }

    private Operation Update(string requestId, string etag, Agreement patch) => Of($"update {patch.Name}", requestId, () =>
        app.Client.UpdateAgreementAsync(new() { Agreement = patch, Etag = etag, RequestId = requestId }).ResponseAsync);

    // The state follows from the events and the day of the call; it is not in the log.
    private static Operation Of(string title, string requestId, Func<Task<Agreement>> call) => Operation.Of(title, requestId, async () =>
    {
        var agreement = await call();
        agreement.State = LifecycleState.Unspecified;
        return agreement;
    });
}
