using Alliance.Errors.V1;
using AllianceServices.ServiceDefaults.Resources;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.ServiceDefaults.Tests;

public class ListQueryTests
{
    private const string Name = "tracks/nato-ukraine/criteria/nato-war-ended";
    private static readonly ListQuery Query = new("tracks/{track}/criteria", Request("tracks/nato-ukraine", "gate = true").Question);

    private static ListRequest Request(string parent, string filter, string orderBy = "", string asOf = "") =>
        new(0, "", filter, orderBy, KnownAt: null) { Parent = parent, AsOf = asOf };

    private static Task<RpcFailure> IsRefusedAsync(ListQuery query, string token) => RpcAssert.FailsAsync(
        StatusCode.InvalidArgument, ErrorReason.PageTokenInvalid, () => Task.FromResult(query.After(token)));

    [Fact]
    public void A_token_leads_back_to_the_name_it_was_made_from() => Assert.Equal(Name, Query.After(Query.TokenAfter(Name)));

    [Fact]
    public void Without_a_token_the_first_page_is_meant() => Assert.Null(Query.After(""));

    [Fact]
    public void A_token_can_stand_in_an_address_as_it_is() => Assert.Matches("^[A-Za-z0-9_-]+$", Query.TokenAfter(Name));

    [Theory]
    [InlineData("tracks", "tracks/nato-ukraine", "gate = true")]
    [InlineData("tracks/{track}/criteria", "tracks/eu-ukraine", "gate = true")]
    [InlineData("tracks/{track}/criteria", "tracks/nato-ukraine", "")]
    [InlineData("tracks/{track}/criteria", "tracks/nato-ukraine", "gate = false")]
    [InlineData("tracks/{track}/criteria", "tracks/nato-ukrainegate = true", "")]
    [InlineData("tracks/{track}/criteria", "tracks/nato-ukraine", "gate = true", "name")]
    [InlineData("tracks/{track}/criteria", "tracks/nato-ukraine", "gate = true", "", "2024-06-17")]
    public async Task A_token_of_another_query_is_refused(string collection, string parent, string filter, string orderBy = "", string asOf = "")
    {
        var failure = await IsRefusedAsync(new ListQuery(collection, Request(parent, filter, orderBy, asOf).Question), Query.TokenAfter(Name));

        Assert.Equal(["page_token"], failure.Fields);
    }

    [Fact]
    public async Task A_token_that_was_cut_or_changed_anywhere_is_refused()
    {
        var token = Query.TokenAfter(Name);
        for (var i = 1; i < token.Length; i++)
        {
            await IsRefusedAsync(Query, token[..i]);
            // The last character may hold bits that mean nothing.
            await IsRefusedAsync(Query, token[..(i - 1)] + (token[i - 1] == 'A' ? 'B' : 'A') + token[i..]);
        }
    }
}
