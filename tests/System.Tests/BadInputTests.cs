using System.Net;
using Alliance.Readiness.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace AllianceServices.SystemTests;

/// <summary>What a caller gets wrong is refused with a code, a reason and the field to mend, over gRPC and over JSON alike.</summary>
public class BadInputTests(ImportedSystem imported)
{
    private const string Nato = "tracks/nato-ukraine/readiness";
    private const string Future = "2999-01-01";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tracks/NATO/readiness", "", "name")]
    [InlineData("nato", "", "name")]
    [InlineData("", "", "name")]
    [InlineData(Nato, "17.06.2024", "as_of")]
    [InlineData(Nato, "2024-02-30", "as_of")]
    [InlineData(Nato, "2024-06-17T00:00:00Z", "as_of")]
    [InlineData(Nato, Future, "as_of")]
    public async Task A_wrong_name_or_date_is_refused_over_gRPC(string name, string asOf, string field)
    {
        var refusal = await RefusalAsync(new() { Name = name, AsOf = asOf });

        Refusals.AssertField(refusal, "FIELD_INVALID", field);
    }

    public static TheoryData<Timestamp> WrongInstants =>
    [
        new Timestamp { Seconds = 32_472_144_000 },
        new Timestamp { Seconds = long.MaxValue },
        new Timestamp { Nanos = -1 },
    ];

    [Theory]
    [MemberData(nameof(WrongInstants))]
    public async Task A_future_or_impossible_instant_is_refused_over_gRPC(Timestamp knownAt)
    {
        var refusal = await RefusalAsync(new() { Name = Nato, KnownAt = knownAt });

        Refusals.AssertField(refusal, "FIELD_INVALID", "known_at");
    }

    [Fact]
    public async Task All_that_is_wrong_is_named_at_once()
    {
        var refusal = await RefusalAsync(new() { Name = "nato", AsOf = "soon", KnownAt = new() { Nanos = -1 } });

        Assert.Equal(["as_of", "known_at", "name"],
            refusal.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field).Order());
    }

    [Fact]
    public async Task An_unknown_track_is_not_found_over_gRPC()
    {
        var refusal = await RefusalAsync(new() { Name = "tracks/nato-atlantis/readiness" });

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Refusals.AssertNotFound(refusal.GetRpcStatus(), "alliance.services/Track", "tracks/nato-atlantis");
    }

    [Fact]
    public async Task An_unknown_track_is_not_found_over_JSON()
    {
        var (code, status) = await GetAsync(imported.System.Local.Gateway.Addresses.Http, "/v1/tracks/nato-atlantis/readiness");

        Assert.Equal(HttpStatusCode.NotFound, code);
        Refusals.AssertNotFound(status, "alliance.services/Track", "tracks/nato-atlantis");
    }

    [Theory]
    [InlineData("/v1/tracks/NATO/readiness", "name")]
    [InlineData($"/v1/{Nato}?as_of=17.06.2024", "as_of")]
    [InlineData($"/v1/{Nato}?as_of=2024-02-30", "as_of")]
    [InlineData($"/v1/{Nato}?as_of={Future}", "as_of")]
    [InlineData($"/v1/{Nato}?known_at={Future}T00:00:00Z", "known_at")]
    [InlineData($"/v1/{Nato}?known_at=yesterday", "known_at")]
    [InlineData($"/v1/{Nato}?known_at=2024-06-17", "known_at")]
    [InlineData($"/v1/{Nato}?as_off=2024-06-17", "as_off")]
    public async Task The_same_is_refused_over_JSON(string path, string field)
    {
        var (code, status) = await GetAsync(imported.System.Local.Gateway.Addresses.Http, path);

        Assert.Equal(HttpStatusCode.BadRequest, code);
        Refusals.AssertField(status, "FIELD_INVALID", field);
    }

    [Theory]
    [InlineData("colour = blue")]
    [InlineData("date >>> 2024-06-01")]
    [InlineData("confidence = CERTAIN")]
    public async Task A_filter_that_cannot_be_served_is_refused(string filter)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await imported.System.Statements.ListStatementsAsync(new() { Filter = filter }, cancellationToken: Ct));
        Refusals.AssertField(refusal, "FILTER_INVALID", "filter");

        var (code, status) = await GetAsync(
            imported.System.Local.Statements.Addresses.Http, "/v1/statements?filter=" + Uri.EscapeDataString(filter));
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Refusals.AssertField(status, "FILTER_INVALID", "filter");
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(-1)]
    public async Task A_page_that_is_too_large_is_refused(int pageSize)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await imported.System.Agreements.ListAgreementsAsync(new() { PageSize = pageSize }, cancellationToken: Ct));
        Refusals.AssertField(refusal, "FIELD_INVALID", "page_size");

        var (code, status) = await GetAsync(
            imported.System.Local.Agreements.Addresses.Http, $"/v1/agreements?page_size={pageSize}");
        Assert.Equal(HttpStatusCode.BadRequest, code);
        Refusals.AssertField(status, "FIELD_INVALID", "page_size");
    }

    private async Task<RpcException> RefusalAsync(GetReadinessRequest request) => await Assert.ThrowsAsync<RpcException>(
        async () => await imported.System.Readiness.GetReadinessAsync(request));

    private async Task<(HttpStatusCode Code, RpcStatus Status)> GetAsync(Uri service, string path)
    {
        using var response = await imported.Json.GetAsync(new Uri(service, path), Ct);
        return (response.StatusCode, Parser.Parse<RpcStatus>(await response.Content.ReadAsStringAsync(Ct)));
    }
}
