using AllianceServices.DevSidecar;
using AllianceServices.Local;
using AllianceServices.MembershipCriteria;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf;
using Answer = Dapr.AppCallback.Autogen.Grpc.v1.TopicEventResponse.Types.TopicEventResponseStatus;

namespace AllianceServices.SystemTests.Events.Behaviours;

/// <summary>The database of MembershipCriteria is stopped when events come, and started again after it has refused one.</summary>
internal sealed class NoDatabase : Behaviour
{
    private readonly CallbackTap _tap = new();
    private PostgreSqlServer? _server;
    private bool _isAway;
    private int _refused;
    private int _outages;

    public override async Task<LocalSettings> SetUpAsync(LocalSettings settings)
    {
        StoreKind.PostgreSql.SkipUnlessAvailable();
        _server = await PostgreSqlServer.StartAsync();
        return settings with
        {
            OnBuilt = _tap.Into,
            ArgumentsOf = Replicas.On(await _server.CreateDatabaseAsync()),
        };
    }

    public override Task BeginAsync(TestSystem system, IReadOnlyList<IMessage> act)
    {
        // What is written to MembershipCriteria itself needs its database.
        if (!act.Any(write => write.Needs(ServiceInfo.Criteria.Name)))
        {
            _refused = Refused();
            _isAway = true;
            _outages++;
            _server!.Stop();
        }
        return Task.CompletedTask;
    }

    public override async Task EndAsync(TestSystem system)
    {
        if (_isAway)
        {
            await Eventually.HoldsAsync(() => Refused() > _refused, "MembershipCriteria refuses an event");
            _isAway = false;
            _server!.Start();
        }
    }

    public override Task AssertHappenedAsync(TestSystem system)
    {
        Assert.Equal(2, _outages);
        return Task.CompletedTask;
    }

    protected override Task ReleaseAsync()
    {
        _server?.Dispose();
        return Task.CompletedTask;
    }

    private int Refused() => _tap.Answers.Count(answer => answer is { Instance: "criteria", Answer: Answer.Retry });
}

/// <summary>Two replicas of MembershipCriteria share a consumer group and a database.</summary>
internal sealed class Replicas : Behaviour
{
    private readonly CallbackTap _tap = new();
    private string? _database;
    private Sidecar? _sidecar;
    private WebApplication? _second;

    /// <summary>MembershipCriteria on a database of PostgreSQL.</summary>
    public static Dictionary<ServiceInfo, IReadOnlyList<string>> On(string database) =>
        new() { [ServiceInfo.Criteria] = [$"--Store:ConnectionString={database}"] };

    public override async Task<LocalSettings> SetUpAsync(LocalSettings settings)
    {
        StoreKind.PostgreSql.SkipUnlessAvailable();
        _database = await (await PostgreSqlServer.SharedAsync()).RentDatabaseAsync(ServiceInfo.Criteria.Name);
        return settings with { OnBuilt = _tap.Into, ArgumentsOf = On(_database) };
    }

    public override async Task StartAsync(TestSystem system)
    {
        _sidecar = await Sidecar.StartAsync(
            system.Local.Hub, new() { AppId = ServiceInfo.Criteria.Name, Instance = "second" }, Ct);
        _second = CriteriaHost.Build(
        [
            "--HttpPort=0", "--GrpcPort=0", "--CallbackPort=0", $"--Events:AntiEntropyInterval={Looks}",
            $"--DAPR_GRPC_PORT={_sidecar.GrpcPort}", $"--DAPR_HTTP_PORT={_sidecar.HttpPort}",
            $"--Peers:statements={system.Local.Statements.Addresses.Grpc}", $"--Peers:agreements={system.Local.Agreements.Addresses.Grpc}",
            .. On(_database!)[ServiceInfo.Criteria],
        ]);
        _tap.Into(_second, "second");
        _sidecar.AttachApp((await ServiceHost.StartAsync(_second, Ct)).Callback.Port);
        await Eventually.HoldsAsync(
            () => system.Local.Hub.Groups(ServiceInfo.Topic("statements")).Single(group => group.Name == "criteria").Members == 2,
            "the second replica has subscribed");
        _tap.Answers.Clear();
    }

    // Each event went to one of them, and both had some.
    public override Task AssertHappenedAsync(TestSystem system)
    {
        var taken = _tap.Answers.Where(answer => answer.Instance is "criteria" or "second").ToList();
        Assert.Equal(EventSeries.Events["statements"] + EventSeries.Events["agreements"], taken.Count);
        Assert.Equal(["criteria", "second"], taken.Select(answer => answer.Instance).Distinct().Order());
        return Task.CompletedTask;
    }

    protected override async Task ReleaseAsync()
    {
        if (_database is not null)
        {
            await (await PostgreSqlServer.SharedAsync()).ReturnDatabaseAsync(ServiceInfo.Criteria.Name, _database);
        }
    }

    /// <summary>Ends the second replica, before the system of which it is part.</summary>
    public override async Task StopAsync()
    {
        if (_second is not null)
        {
            await _second.StopAsync();
            await _second.DisposeAsync();
        }
        if (_sidecar is not null)
        {
            await _sidecar.DisposeAsync();
        }
    }
}
