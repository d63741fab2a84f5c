using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Google.Protobuf;
using Grpc.Core;
using CriteriaClient = Alliance.Criteria.V1.CriteriaService.CriteriaServiceClient;

namespace AllianceServices.MembershipCriteria.Tests.Rig;

/// <summary>A MembershipCriteria register of one test's own beside two registers that the test writes.</summary>
public sealed class CriteriaApp(TestService service, FakeRegisters registers) : IAsyncDisposable
{
    /// <summary>Reads the other registers' logs all the time.</summary>
    public const string Following = "--Events:AntiEntropyInterval=00:00:00.1";

    // Reads them once at the start, so that nothing but a test's own events tells of changes.
    private const string NotFollowing = "--Events:AntiEntropyInterval=01:00:00";

    public TestService Service { get; } = service;

    public FakeRegisters Registers { get; } = registers;

    public CriteriaClient Client => new(Service.Grpc);

    public static Task<CriteriaApp> StartAsync(StoreKind store, params string[] options) => StartAsync(store, null, options);

    public static async Task<CriteriaApp> StartAsync(StoreKind store, TimeProvider? clock, params string[] options)
    {
        // First: a test that is skipped leaves nothing running.
        store.SkipUnlessAvailable();
        var registers = await FakeRegisters.StartAsync();
        var service = await TestService.StartAsync(ServiceInfo.Criteria, store, args => CriteriaHost.Build(args, clock),
            [NotFollowing, .. Beside(registers), .. options]);
        await Eventually.HoldsAsync(() => registers.Logs.All(log => log.Reads.Count > 0), "the logs were read at the start");
        return new(service, registers);
    }

    /// <summary>Starts another replica of one that is on PostgreSQL.</summary>
    public static async Task<CriteriaApp> StartBesideAsync(CriteriaApp first, params string[] options) => new(
        await TestService.StartBesideAsync(first.Service, args => CriteriaHost.Build(args), [NotFollowing, .. Beside(first.Registers), .. options]),
        first.Registers);

    /// <summary>Starts an empty register beside the same two.</summary>
    public static async Task<CriteriaApp> StartEmptyAsync(CriteriaApp first, StoreKind store) => new(
        await TestService.StartAsync(ServiceInfo.Criteria, store, args => CriteriaHost.Build(args), [NotFollowing, .. Beside(first.Registers)]),
        first.Registers);

    /// <summary>With NATO and the track of Ukraine into it.</summary>
    public static Task<CriteriaApp> StartWithTrackAsync(StoreKind store, params string[] options) => StartWithTrackAsync(store, null, options);

    public static async Task<CriteriaApp> StartWithTrackAsync(StoreKind store, TimeProvider? clock, params string[] options)
    {
        var app = await StartAsync(store, clock, options);
        await app.AddOrganizationAsync("nato");
        await app.AddTrackAsync("nato-ukraine", "organizations/nato");
        return app;
    }

    public async Task<Organization> AddOrganizationAsync(string id, Action<Organization>? change = null) =>
        await Client.CreateOrganizationAsync(new() { OrganizationId = id, Organization = Given.Organization(change) });

    public async Task<Track> AddTrackAsync(string id, string organization, string candidate = "UA") =>
        await Client.CreateTrackAsync(new() { TrackId = id, Track = Given.Track(organization, candidate) });

    /// <summary>Adds a criterion to the track of Ukraine into NATO.</summary>
    public async Task<Criterion> AddCriterionAsync(string id, Action<Criterion>? change = null) =>
        await Client.CreateCriterionAsync(
            new() { Parent = Given.Track(), CriterionId = id, Criterion = Given.Criterion(change) });

    /// <summary>Adds an assessment of a criterion on that track.</summary>
    public async Task<Assessment> AddAssessmentAsync(string criterion, string id, Action<Assessment>? change = null) =>
        await Client.CreateAssessmentAsync(
            new() { Parent = Given.Track($"criteria/{criterion}"), AssessmentId = id, Assessment = Given.Assessment(change) });

    public async Task<Position> GetPositionAsync(string party) =>
        await Client.GetPositionAsync(new() { Name = Given.Track($"positions/{party}") });

    public async Task<ImportResponse> ImportAsync(params IEnumerable<ImportRequest> rows)
    {
        using var call = Client.Import();
        foreach (var row in rows)
        {
            await call.RequestStream.WriteAsync(row);
        }
        await call.RequestStream.CompleteAsync();
        return await call;
    }

    /// <summary>What the register exports, read as an import reads it.</summary>
    public async Task<List<ImportRequest>> ExportAsync()
    {
        using var call = Client.Export(new());
        return await call.ResponseStream.ReadAllAsync()
            .Select(row => ImportRequest.Parser.ParseJson(JsonFormatter.Default.Format(row))).ToListAsync();
    }

    /// <summary>The change log and the bookmark at its end.</summary>
    public async Task<(List<Change> Changes, Bookmark Bookmark)> ReadLogAsync()
    {
        using var call = Client.StreamChanges(new());
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();
        return ([.. messages.Select(message => message.Change).OfType<Change>()], messages[^1].Bookmark);
    }

    /// <summary>How far the other registers' logs have been handled, `agreements 1, statements 7`.</summary>
    public async Task<string> ReadUpstreamAsync() => Text((await ReadLogAsync()).Bookmark.Upstream);

    /// <summary>Waits until both logs have been handled to their ends.</summary>
    public Task CatchUpAsync() => CatchUpToAsync(Text(Registers.Logs.Where(log => log.Head > 0)
        .Select(log => new LogPosition { Register = log.Register, Sequence = log.Head })));

    public Task CatchUpToAsync(string upstream) =>
        Eventually.BecomesAsync(ReadUpstreamAsync, seen => seen == upstream, $"has handled {upstream}");

    public static string Text(IEnumerable<LogPosition> upstream) =>
        string.Join(", ", upstream.Select(position => $"{position.Register} {position.Sequence}").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Beside(FakeRegisters registers) =>
        ServiceInfo.All.Take(2).Select(peer => $"--Peers:{peer.Name}={registers.Address}");

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Registers.DisposeAsync();
    }
}
