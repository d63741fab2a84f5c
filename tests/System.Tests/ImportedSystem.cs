using Alliance.Type.V1;
using AllianceServices.Local;
using Google.Protobuf.WellKnownTypes;

[assembly: AssemblyFixture(typeof(AllianceServices.SystemTests.ImportedSystem))]

namespace AllianceServices.SystemTests;

/// <summary>One system with the reference data set for all tests that only read.</summary>
public sealed class ImportedSystem : IAsyncLifetime
{
    public const string Nato = "tracks/nato-ukraine";
    public const string Eu = "tracks/eu-ukraine";

    public TestSystem System { get; private set; } = null!;

    /// <summary>Where the Gateway serves JSON.</summary>
    public HttpClient Json { get; } = new();

    /// <summary>Before the first row was imported.</summary>
    public Timestamp BeforeImport { get; private set; } = null!;

    /// <summary>After the views included the last row.</summary>
    public Timestamp AfterImport { get; private set; } = null!;

    /// <summary>What the registers answered, by file.</summary>
    public IReadOnlyList<(string File, ImportResponse Report)> Reports { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.StartAsync();
        BeforeImport = DateTimeOffset.UtcNow.ToTimestamp();
        Reports = await ReferenceData.ImportAsync(System.Local).ToListAsync();
        await System.SettleAsync(Nato);
        AfterImport = DateTimeOffset.UtcNow.ToTimestamp();
        Json.BaseAddress = System.Local.Gateway.Addresses.Http;
    }

    public async ValueTask DisposeAsync()
    {
        Json.Dispose();
        if (System is not null)
        {
            await System.DisposeAsync();
        }
    }
}
