using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.Local;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.SystemTests;

/// <summary>A whole system on free ports with a data folder of its own, and clients to each service.</summary>
public sealed class TestSystem : IAsyncDisposable
{
    private readonly TempFolder? _data;

    private TestSystem(LocalSystem local, TempFolder? data)
    {
        (Local, _data) = (local, data);
        Statements = new(local.Statements.Channel);
        Agreements = new(local.Agreements.Channel);
        Criteria = new(local.Criteria.Channel);
        Readiness = new(local.Gateway.Channel);
    }

    public LocalSystem Local { get; }

    public StatementsService.StatementsServiceClient Statements { get; }

    public AgreementsService.AgreementsServiceClient Agreements { get; }

    public CriteriaService.CriteriaServiceClient Criteria { get; }

    public ReadinessService.ReadinessServiceClient Readiness { get; }

    public static Task<TestSystem> StartAsync(params string[] arguments) => StartAsync(settings => settings with { Arguments = arguments });

    /// <summary>A system that is set up in another way than by default.</summary>
    public static async Task<TestSystem> StartAsync(Func<LocalSettings, LocalSettings> setUp)
    {
        var data = new TempFolder();
        try
        {
            var local = await LocalSystem.StartAsync(setUp(new() { DataFolder = data.Path }));
            return new TestSystem(local, data);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>The service of a name.</summary>
    public LocalService ServiceNamed(string name) => Local.Services.Single(service => service.Info.Name == name);

    /// <summary>Clients to a system whose data folder the caller owns.</summary>
    public static TestSystem Around(LocalSystem local) => new(local, data: null);

    /// <summary>A system whose subscribers get every event that the broker delivers from now on.</summary>
    public static async Task<TestSystem> StartSubscribedAsync(params string[] arguments)
    {
        var system = await StartAsync(arguments);
        await system.SubscribedAsync();
        return system;
    }

    /// <summary>Waits until every consumer group has its member.</summary>
    public Task SubscribedAsync() => Eventually.HoldsAsync(
        () => Subscribers.All(topic => Local.Hub.Groups(ServiceInfo.Topic(topic.Key))
            .Where(group => group.Members > 0).Select(group => group.Name).Order().SequenceEqual(topic.Value)),
        "all services have subscribed");

    /// <summary>The consumer groups of each register's topic.</summary>
    public static IReadOnlyDictionary<string, string[]> Subscribers { get; } = new Dictionary<string, string[]>
    {
        ["statements"] = ["criteria", "gateway/gateway"],
        ["agreements"] = ["criteria", "gateway/gateway"],
        ["criteria"] = ["gateway/gateway"],
    };

    /// <summary>The view of a track, today or on a day, with all that is known or as known at an instant.</summary>
    public async Task<Readiness> ViewAsync(string track, string asOf = "", Google.Protobuf.WellKnownTypes.Timestamp? knownAt = null) =>
        await Readiness.GetReadinessAsync(new() { Name = track + "/readiness", AsOf = asOf, KnownAt = knownAt });

    /// <summary>The view once it includes everything that the registers hold.</summary>
    public async Task<Readiness> SettledViewAsync(string track, string asOf = "")
    {
        await SettleAsync(track);
        return await ViewAsync(track, asOf);
    }

    /// <summary>Waits until the view of a track includes everything that the registers hold.</summary>
    public async Task SettleAsync(string track)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await Convergence.WaitAsync(Local, track, deadline.Token);
    }

    /// <summary>The whole change log of a register.</summary>
    public async Task<List<Change>> LogAsync(string register)
    {
        using var call = register switch
        {
            "statements" => Statements.StreamChanges(new()),
            "agreements" => Agreements.StreamChanges(new()),
            _ => Criteria.StreamChanges(new()),
        };
        return await call.ResponseStream.ReadAllAsync()
            .Where(message => message.Change is not null).Select(message => message.Change).ToListAsync();
    }

    /// <summary>The whole change logs of all registers.</summary>
    public async Task<List<List<Change>>> LogsAsync() =>
        [await LogAsync("statements"), await LogAsync("agreements"), await LogAsync("criteria")];

    /// <summary>Waits until everything on record was published and every consumer group is done with it.</summary>
    public async Task AllEventsAreDoneWithAsync()
    {
        foreach (var register in Subscribers.Keys)
        {
            var changes = (await LogAsync(register)).Count;
            var topic = ServiceInfo.Topic(register);
            await Eventually.HoldsAsync(
                () => Local.Hub.Messages(topic).Count == changes && Local.Hub.Groups(topic).All(group => group.Lag == 0),
                $"the {changes} events of {register} are done with");
        }
    }

    /// <summary>All positions of a track.</summary>
    public async Task<List<Position>> PositionsAsync(string track) =>
        [.. (await Criteria.ListPositionsAsync(new() { Parent = track, PageSize = 1000 })).Positions];

    public async ValueTask DisposeAsync()
    {
        await Local.DisposeAsync();
        _data?.Dispose();
    }
}
