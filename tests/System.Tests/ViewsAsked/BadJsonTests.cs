using System.Net;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using RpcStatus = Google.Rpc.Status;

namespace AllianceServices.SystemTests.ViewsAsked;

/// <summary>What is wrong with a question in JSON is refused with the field to mend.</summary>
public class BadJsonTests(ImportedSystem imported)
{
    private const string View = $"/v1/{ImportedSystem.Nato}/readiness";
    private const string War = ImportedSystem.Nato + "/criteria/nato-war-ended";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData($"{View}:changes?from=2024-13-01", "from")]
    [InlineData($"{View}:changes?from=2024-06-17&to=2024-06-16", "to")]
    [InlineData($"{View}:changes?order_by=size", "order_by")]
    [InlineData($"{View}:changes?page_size=1001", "page_size")]
    [InlineData($"{View}:changes?page_size=many", "page_size")]
    [InlineData($"{View}:changes?since=2024-06-17", "since")]
    [InlineData($"{View}:compare", "from")]
    [InlineData($"{View}:compare?from=2024-06-17&to=2999-01-01", "to")]
    [InlineData($"{View}:compare?from=2024-06-17&known_at=noon", "known_at")]
    [InlineData($"/v1/{ImportedSystem.Nato}/claims:check?as_of=2999-01-01", "as_of")]
    [InlineData($"/v1/{ImportedSystem.Nato}/positions/hungary:history", "name")]
    [InlineData($"/v1/{ImportedSystem.Nato}/memberPositions?divided=maybe", "divided")]
    [InlineData($"/v1/{ImportedSystem.Nato}/memberPositions?as_of=2024-06-16&moved_since=2024-06-17", "moved_since")]
    [InlineData($"{View}:changes?page_token=garbage", "page_token", "PAGE_TOKEN_INVALID")]
    [InlineData($"{View}:watch?resume_token=garbage", "resume_token", "RESUME_TOKEN_INVALID")]
    public async Task In_the_address(string path, string field, string reason = "FIELD_INVALID")
    {
        using var response = await imported.Json.GetAsync(new Uri(path, UriKind.Relative), Ct);

        await AssertRefusedAsync(response, field, reason);
    }

    [Theory]
    [InlineData($$"""{"name":"{{ImportedSystem.Eu}}/readiness"}""", "name")]
    [InlineData($$"""{"name":"{{ImportedSystem.Nato}}"}""", "name")]
    [InlineData($$"""{"name":"{{ImportedSystem.Nato}}/readiness:simulate"}""", "name")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":"NaN"}]}""", "weights[0].weight")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":"Infinity"}]}""", "weights[0].weight")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":"heavy"}]}""", "weights[0].weight")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":"2.5"}]}""", "weights[0].weight")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":1e999}]}""", "weights[0].weight")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":true}]}""", "weights[0].weight")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":-1}]}""", "weights[0].weight")]
    [InlineData($$"""{"weights":{"criterion":"{{War}}"} }""", "weights")]
    [InlineData($$"""{"statuses":[{"criterion":"{{War}}","status":"STATUS_DONE"}]}""", "statuses[0].status")]
    [InlineData($$"""{"statuses":[{"criterion":"{{War}}","status":"STATUS_MET","why":"hope"}]}""", "statuses[0].why")]
    [InlineData("""{"statuses":[{"criterion":"tracks/nato-ukraine/criteria/none","status":"STATUS_MET"}]}""", "statuses[0].criterion", "REFERENCE_NOT_FOUND")]
    [InlineData("""{"positions":[{"party":"AT","stance":"STANCE_SUPPORTS"}]}""", "positions[0].party", "REFERENCE_NOT_FOUND")]
    [InlineData("""{"asOf":"2999-01-01"}""", "as_of")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    public async Task In_the_body(string body, string field, string reason = "FIELD_INVALID")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await imported.Json.PostAsync(new Uri($"{View}:simulate", UriKind.Relative), content, Ct);

        await AssertRefusedAsync(response, field, reason);
    }

    [Theory]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}","weight":2.5e0}]}""")]
    [InlineData($$"""{"weights":[{"criterion":"{{War}}"}],"as_of":"2024-06-17"}""")]
    [InlineData("{}")]
    public async Task What_is_right_is_taken(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await imported.Json.PostAsync(new Uri($"{View}:simulate", UriKind.Relative), content, Ct);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Ct));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string field, string reason)
    {
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode} {text}");
        Refusals.AssertField(Parser.Parse<RpcStatus>(text), reason, field);
    }
}
