using System.Net;
using System.Text;
using System.Text.Json;
using AllianceServices.SystemTests.OpenApi;
using Microsoft.OpenApi;

namespace AllianceServices.SystemTests;

/// <summary>What the Gateway answers in JSON is what the OpenAPI document that it serves says.</summary>
public class OpenApiTests(ImportedSystem imported)
{
    private const string Track = "track=nato-ukraine";
    private const string Criterion = "track=nato-ukraine&criterion=nato-war-ended";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Last, a list that has to hold something, so that there is something to check.
    [Theory]
    [InlineData("ReadinessService_GetReadiness", Track, "as_of=2024-06-17", "criteria")]
    [InlineData("ReadinessService_GetReadiness", "track=eu-ukraine", "", "freshAsOf")]
    [InlineData("ReadinessService_ListReadinessChanges", Track, "from=2024-01-01&to=2024-12-31&page_size=1000", "changes")]
    [InlineData("ReadinessService_CompareReadiness", Track, "from=2023-07-01&to=2024-07-31", "differences")]
    [InlineData("ReadinessService_CheckClaims", Track, "", "checks")]
    [InlineData("ReadinessService_GetPositionHistory", Track + "&party=HU", "", "periods")]
    [InlineData("ReadinessService_ListMemberPositions", Track, "moved_since=2023-01-01", "members")]
    [InlineData("StatementsService_GetStatement", "statement=kirby-2024-06-17", "", "sources")]
    [InlineData("StatementsService_ListStatements", "", "page_size=1000", "statements")]
    [InlineData("StatementsService_SearchStatements", "", "query=kirby", "results")]
    [InlineData("StatementsService_BatchGetSources", "", "names=sources/euromaidanpress-kirby-2024-06", "sources")]
    [InlineData("AgreementsService_ListAgreements", "", "page_size=1000", "agreements")]
    [InlineData("CriteriaService_ListOrganizations", "", "", "organizations")]
    [InlineData("CriteriaService_ListCriteria", Track, "", "criteria")]
    [InlineData("CriteriaService_ListAssessments", Criterion, "", "assessments")]
    [InlineData("CriteriaService_ListPositions", Track, "page_size=1000", "positions")]
    public async Task An_answer_has_the_shape_that_the_document_gives_it(string operationId, string path, string query, string list)
    {
        var operation = await FindAsync(operationId);

        var (status, json) = await CallAsync(operation, path, query);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(SchemaCheck.Problems(json, operation.Answer("200")));
        Assert.NotEqual(0, json.GetProperty(list).GetArrayLength());
    }

    [Fact]
    public async Task A_simulation_is_asked_and_answered_as_the_document_says()
    {
        var operation = await FindAsync("ReadinessService_SimulateReadiness");
        const string Body =
            """
            {"asOf":"2024-06-17","statuses":[{"criterion":"tracks/nato-ukraine/criteria/nato-war-ended","status":"STATUS_MET"}],
             "positions":[{"party":"HU","stance":"STANCE_SUPPORTS"}]}
            """;
        using var request = JsonDocument.Parse(Body);
        Assert.Empty(SchemaCheck.Problems(request.RootElement, operation.Value.RequestBody!.Content!["application/json"].Schema!));

        using var content = new StringContent(Body, Encoding.UTF8, "application/json");
        using var response = await imported.Json.PostAsync(operation.At(Track, ""), content, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
        Assert.Empty(SchemaCheck.Problems(answer.RootElement, operation.Answer("200")));
        Assert.NotEqual(0, answer.RootElement.GetProperty("differences").GetArrayLength());
    }

    [Fact]
    public async Task A_stream_is_one_message_per_line_as_the_document_says()
    {
        var operation = await FindAsync("ReadinessService_WatchReadiness");
        using var request = new HttpRequestMessage(HttpMethod.Get, operation.At(Track, ""));
        using var response = await imported.Json.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Ct));

        using var first = JsonDocument.Parse((await reader.ReadLineAsync(Ct))!);

        Assert.Empty(SchemaCheck.Problems(first.RootElement, operation.Answer("200")));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("one message per line", operation.Value.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReadinessService_GetReadiness", Track, "as_of=2024-06-31", HttpStatusCode.BadRequest)]
    [InlineData("ReadinessService_GetReadiness", "track=nato-atlantis", "", HttpStatusCode.NotFound)]
    [InlineData("ReadinessService_CompareReadiness", Track, "", HttpStatusCode.BadRequest)]
    [InlineData("StatementsService_GetStatement", "statement=none", "", HttpStatusCode.NotFound)]
    [InlineData("AgreementsService_ListAgreements", "", "page_size=1001", HttpStatusCode.BadRequest)]
    public async Task An_error_has_the_shape_that_the_document_gives_it(string operationId, string path, string query, HttpStatusCode expected)
    {
        var operation = await FindAsync(operationId);

        var (status, json) = await CallAsync(operation, path, query);

        Assert.Equal(expected, status);
        Assert.Empty(SchemaCheck.Problems(json, operation.Answer("default")));
        Assert.Contains(json.GetProperty("details").EnumerateArray(),
            detail => detail.GetProperty("@type").GetString() == "type.googleapis.com/google.rpc.ErrorInfo");
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> CallAsync(Operation operation, string path, string query)
    {
        using var response = await imported.Json.GetAsync(operation.At(path, query), Ct);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
        return (response.StatusCode, json.RootElement.Clone());
    }

    private async Task<Operation> FindAsync(string operationId)
    {
        using var response = await imported.Json.GetAsync("/openapi/v1.json", Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        var reading = OpenApiDocument.Parse(await response.Content.ReadAsStringAsync(Ct), "json");
        Assert.Empty(reading.Diagnostic!.Errors);
        return Assert.Single(
            reading.Document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => new Operation(path.Key, operation.Value))),
            operation => operation.Value.OperationId == operationId);
    }

    private sealed record Operation(string Path, OpenApiOperation Value)
    {
        public IOpenApiSchema Answer(string status) => Value.Responses![status].Content!["application/json"].Schema!;

        /// <summary>Where the operation is called with these values, which it must know by these names.</summary>
        public string At(string path, string query)
        {
            Assert.Subset(Names(ParameterLocation.Query), Pairs(query).Select(pair => pair.Name).ToHashSet());
            Assert.Equal(Names(ParameterLocation.Path).Order(), Pairs(path).Select(pair => pair.Name).Order());
            return Pairs(path).Aggregate(Path, (url, pair) => url.Replace($"{{{pair.Name}}}", pair.Value, StringComparison.Ordinal)) + "?" + query;
        }

        private HashSet<string> Names(ParameterLocation place) =>
            [.. Value.Parameters!.Where(parameter => parameter.In == place).Select(parameter => parameter.Name!)];

        private static IEnumerable<(string Name, string Value)> Pairs(string text) => text
            .Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]));
    }
}
