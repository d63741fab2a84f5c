using Alliance.Agreements.V1;
using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using Google.Rpc;
using Grpc.Core;

namespace AllianceServices.Agreements.Tests;

/// <summary>A register with three agreements that differ in every field that a filter may name.</summary>
public abstract class FilterData(StoreKind store) : StoreFixture<AgreementsApp>(store)
{
    /// <inheritdoc/>
    protected override Task<AgreementsApp> StartAsync(StoreKind store) => AgreementsApp.StartAsync(store);

    /// <inheritdoc/>
    protected override async Task FillAsync()
    {
        await App.AddAsync("full", Given.FullAgreement());
        await App.AddAsync("eu", Given.Agreement(agreement =>
        {
            agreement.Type = AgreementType.SecurityCommitments;
            agreement.Parties[1] = new Party { Organization = "organizations/eu" };
            agreement.Events[0].Date = "2024-06-27";
            agreement.Sources.Add("sources/consilium");
            agreement.Confidence = Confidence.Recalled;
        }));
        await App.AddAsync("unsigned", Given.Agreement(Given.Event(LifecycleState.Announced, "2023-07-12")));
    }

    public sealed class OnSqlite() : FilterData(StoreKind.Sqlite);

    public sealed class OnPostgreSql() : FilterData(StoreKind.PostgreSql);
}

public abstract class ReadTests(FilterData data)
{
    [Theory]
    [InlineData("type = AGREEMENT_TYPE_SECURITY_COMMITMENTS", "eu")]
    [InlineData("type != AGREEMENT_TYPE_SECURITY_COMMITMENTS", "full unsigned")]
    [InlineData("confidence = CONFIDENCE_RECALLED", "eu")]
    [InlineData("signed_on = 2024-06-13", "full")]
    [InlineData("signed_on != 2024-06-13", "eu unsigned")]
    [InlineData("signed_on < 2024-06-27", "full")]
    [InlineData("signed_on <= 2024-06-27", "eu full")]
    [InlineData("signed_on > 2024-06-13", "eu")]
    [InlineData("signed_on >= 2024-06-13", "eu full")]
    [InlineData("parties:US", "full unsigned")]
    [InlineData("parties:organizations/eu", "eu")]
    [InlineData("topics:air-defence", "full")]
    [InlineData("criteria:tracks/nato-ukraine/criteria/nato-interoperability", "full")]
    [InlineData("sources:sources/consilium", "eu")]
    [InlineData("type = \"AGREEMENT_TYPE_BILATERAL_SECURITY_AGREEMENT\" AND parties:\"US\" AND signed_on > 2000-01-01", "full")]
    [InlineData("parties:JP", "")]
    public async Task Agreements_are_found_by_every_field(string filter, string expected)
    {
        var response = await data.App.Client.ListAgreementsAsync(new() { Filter = filter });

        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => $"agreements/{id}"),
            response.Agreements.Select(agreement => agreement.Name));
    }

    [Theory]
    [InlineData("state = LIFECYCLE_STATE_SIGNED")]
    [InlineData("type = TREATY")]
    [InlineData("signed_on = soon")]
    [InlineData("parties = US")]
    public async Task A_filter_on_anything_else_is_refused(string filter) =>
        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.FilterInvalid,
            data.App.Client.ListAgreementsAsync(new() { Filter = filter }));

    [Fact]
    public async Task Pages_follow_one_another_to_the_end()
    {
        var first = await data.App.Client.ListAgreementsAsync(new() { PageSize = 2 });
        var second = await data.App.Client.ListAgreementsAsync(new() { PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(["agreements/eu", "agreements/full"], first.Agreements.Select(agreement => agreement.Name));
        Assert.Equal(["agreements/unsigned"], second.Agreements.Select(agreement => agreement.Name));
        Assert.Equal("", second.NextPageToken);
    }

    [Fact]
    public async Task A_token_of_another_list_is_refused()
    {
        var page = await data.App.Client.ListAgreementsAsync(new() { PageSize = 1 });

        await RpcAssert.FailsAsync(StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid,
            data.App.Client.ListAgreementsAsync(new() { PageToken = page.NextPageToken, Filter = "parties:US" }));
    }

    [Fact]
    public async Task Several_are_read_in_the_order_asked_for_and_missing_ones_on_request_left_out()
    {
        var request = new BatchGetAgreementsRequest { Names = { "agreements/unsigned", "agreements/none", "agreements/eu" } };

        var failure = await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound,
            data.App.Client.BatchGetAgreementsAsync(request));
        request.AllowMissing = true;
        var response = await data.App.Client.BatchGetAgreementsAsync(request);

        Assert.Equal("agreements/none", failure.Detail<ResourceInfo>()!.ResourceName);
        Assert.Equal(["agreements/unsigned", "agreements/eu"], response.Agreements.Select(agreement => agreement.Name));
    }

    [Fact]
    public async Task An_agreement_that_does_not_exist_is_not_found()
    {
        var failure = await RpcAssert.FailsAsync(StatusCode.NotFound, ErrorReason.ResourceNotFound, () => data.App.GetAsync("none"));

        var resource = failure.Detail<ResourceInfo>()!;
        Assert.Equal(("alliance.services/Agreement", "agreements/none"), (resource.ResourceType, resource.ResourceName));
    }

    public class OnSqlite(FilterData.OnSqlite data) : ReadTests(data), IClassFixture<FilterData.OnSqlite>;

    public class OnPostgreSql(FilterData.OnPostgreSql data) : ReadTests(data), IClassFixture<FilterData.OnPostgreSql>;
}
