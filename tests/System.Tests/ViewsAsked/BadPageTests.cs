using Alliance.Readiness.V1;
using AllianceServices.ServiceDefaults.Resources;
using Grpc.Core;

namespace AllianceServices.SystemTests.ViewsAsked;

/// <summary>A page token goes on with its own question only.</summary>
public class BadPageTests(ImportedSystem imported)
{
    private static readonly ListReadinessChangesRequest Question = new()
    {
        Name = ImportedSystem.Nato + "/readiness",
        From = "2022-01-01",
        To = "2024-06-17",
        PageSize = 5,
    };

    [Fact]
    public async Task A_token_of_another_question_is_refused()
    {
        var token = (await ListAsync(Question)).NextPageToken;
        Assert.NotEmpty(token);

        await AssertRefusedAsync(token, request => request.Name = ImportedSystem.Eu + "/readiness");
        await AssertRefusedAsync(token, request => request.From = "2022-01-02");
        await AssertRefusedAsync(token, request => request.To = "2024-06-16");
        await AssertRefusedAsync(token, request => request.OrderBy = "date desc");
        await AssertRefusedAsync(token, request => request.KnownAt = imported.AfterImport);
        // The size of the page may change on the way.
        Assert.Equal(9, (await ListAsync(new(Question) { PageToken = token, PageSize = 9 })).Changes.Count);
    }

    [Fact]
    public async Task A_token_that_is_none_or_was_altered_is_refused()
    {
        var token = (await ListAsync(Question)).NextPageToken;
        var altered = token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..];

        foreach (var bad in new[] { "garbage", "!!!", "0", new string('A', 400), altered, token + "AAAA", token[..^4] })
        {
            await AssertRefusedAsync(bad, _ => { });
        }
    }

    [Theory]
    [InlineData("soon;criteria/1")]
    [InlineData("0001-01-01;criteria/1")]
    [InlineData("2022-01-01;criteria/1")]
    [InlineData("2024-06-18;criteria/1")]
    [InlineData("2023-01-01;criteria")]
    [InlineData("2023-01-01;criteria/many")]
    [InlineData("2023-01-01;criteria/-1")]
    [InlineData("2023-01-01;criteria/99999999999999999999")]
    public async Task A_token_that_was_bound_by_somebody_else_is_refused_as_well(string content)
    {
        var question = new ListReadinessChangesRequest(Question) { PageSize = 0 };

        await AssertRefusedAsync(BoundToken.Write(question.ToString(), content), _ => { });
    }

    private async Task AssertRefusedAsync(string token, Action<ListReadinessChangesRequest> change)
    {
        var request = new ListReadinessChangesRequest(Question) { PageToken = token };
        change(request);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => ListAsync(request));
        Refusals.AssertField(refusal, "PAGE_TOKEN_INVALID", "page_token");
    }

    private async Task<ListReadinessChangesResponse> ListAsync(ListReadinessChangesRequest request) =>
        await imported.System.Readiness.ListReadinessChangesAsync(request);
}
