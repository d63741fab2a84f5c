using System.Text;
using AllianceServices.Gateway.OpenApi;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace AllianceServices.Gateway.Tests.OpenApi;

/// <summary>The document says where each method is called, with what, and what it answers.</summary>
public class DocumentTests
{
    private static readonly Task<ReadResult> Reading = ReadAsync();

    public static TheoryData<string, string, string> Places => new()
    {
        { "GET", "/v1/tracks/{track}/readiness", "ReadinessService_GetReadiness" },
        { "GET", "/v1/tracks/{track}/readiness:changes", "ReadinessService_ListReadinessChanges" },
        { "GET", "/v1/tracks/{track}/readiness:compare", "ReadinessService_CompareReadiness" },
        { "POST", "/v1/tracks/{track}/readiness:simulate", "ReadinessService_SimulateReadiness" },
        { "GET", "/v1/tracks/{track}/readiness:watch", "ReadinessService_WatchReadiness" },
        { "GET", "/v1/tracks/{track}/claims:check", "ReadinessService_CheckClaims" },
        { "GET", "/v1/tracks/{track}/positions/{party}:history", "ReadinessService_GetPositionHistory" },
        { "GET", "/v1/tracks/{track}/memberPositions", "ReadinessService_ListMemberPositions" },
        { "POST", "/v1/statements", "StatementsService_CreateStatement" },
        { "GET", "/v1/statements", "StatementsService_ListStatements" },
        { "GET", "/v1/statements/{statement}", "StatementsService_GetStatement" },
        { "GET", "/v1/statements:batchGet", "StatementsService_BatchGetStatements" },
        { "GET", "/v1/statements:search", "StatementsService_SearchStatements" },
        { "POST", "/v1/statements/{statement}:publish", "StatementsService_PublishStatement" },
        { "GET", "/v1/agreements/{agreement}", "AgreementsService_GetAgreement" },
        { "GET", "/v1/tracks/{track}/criteria/{criterion}", "CriteriaService_GetCriterion" },
        { "POST", "/v1/tracks/{track}/criteria/{criterion}/assessments", "CriteriaService_CreateAssessment" },
        { "GET", "/v1/tracks/{track}/criteria/{criterion}/assessments/{assessment}", "CriteriaService_GetAssessment" },
        { "GET", "/v1/tracks/{track}/positions:batchGet", "CriteriaService_BatchGetPositions" },
    };

    [Fact]
    public async Task It_reads_without_errors_and_warnings()
    {
        var reading = await Reading;

        Assert.Empty(reading.Diagnostic!.Errors);
        Assert.Empty(reading.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_0, reading.Diagnostic.SpecificationVersion);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_method_is_at_its_place(string verb, string path, string operation)
    {
        Assert.Equal(operation, (await DocumentAsync()).Paths[path].Operations![HttpMethod.Parse(verb)].OperationId);
    }

    [Fact]
    public async Task Every_method_with_JSON_is_there_once_and_nothing_else()
    {
        var methods = ServiceInfo.All.SelectMany(service => service.Contract.Methods).Where(method => Rule(method) is not null).ToList();
        // The document knows of one place per method, and of the whole answer.
        Assert.All(methods, method => Assert.True(Rule(method) is { AdditionalBindings.Count: 0, ResponseBody: "" }));

        Assert.Equal(
            methods.Select(method => $"{method.Service.Name}_{method.Name}").Order(),
            (await OperationsAsync()).Select(operation => operation.OperationId).Order());
    }

    [Fact]
    public async Task Every_operation_parameter_schema_and_property_is_described()
    {
        var document = await DocumentAsync();
        var operations = await OperationsAsync();
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace(operation.Summary)));
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace(operation.Description)));
        Assert.All(operations.SelectMany(operation => operation.Parameters!), parameter => Assert.False(string.IsNullOrWhiteSpace(parameter.Description)));
        Assert.All(document.Components!.Schemas!.Values, schema => Assert.False(string.IsNullOrWhiteSpace(schema.Description)));
        Assert.All(
            document.Components.Schemas.Values.SelectMany(schema => schema.Properties ?? new Dictionary<string, IOpenApiSchema>()),
            property => Assert.False(string.IsNullOrWhiteSpace(property.Value.Description), property.Key));
        Assert.All(document.Tags!, tag => Assert.False(string.IsNullOrWhiteSpace(tag.Description)));
    }

    [Fact]
    public async Task A_read_takes_what_the_path_does_not_hold_as_a_query()
    {
        var parameters = (await OperationAsync("ReadinessService_GetReadiness")).Parameters!;

        Assert.Equal(
            [("track", ParameterLocation.Path, true), ("as_of", ParameterLocation.Query, false), ("known_at", ParameterLocation.Query, false),
                ("alliance-freshness", ParameterLocation.Header, false)],
            parameters.Select(parameter => (parameter.Name!, parameter.In!.Value, parameter.Required)));
        Assert.Equal("date-time", parameters[2].Schema!.Format);
        var names = (await OperationAsync("StatementsService_BatchGetStatements")).Parameters![0];
        Assert.Equal(("names", true, JsonSchemaType.Array, 1000), (names.Name, names.Explode, names.Schema!.Type, names.Schema.MaxItems));
        // No limit is stated for a name, so that of all requests holds.
        Assert.Equal(500, names.Schema.Items!.MaxLength);
    }

    [Fact]
    public async Task A_write_takes_a_body_and_answers_with_a_token()
    {
        var create = await OperationAsync("StatementsService_CreateStatement");
        Assert.Equal(["statement_id", "request_id", "alliance-freshness", "alliance-actor"], create.Parameters!.Select(parameter => parameter.Name));
        Assert.Equal("Statement", Reference(create.RequestBody!.Content!["application/json"].Schema!));
        Assert.Contains("alliance-freshness", create.Responses!["200"].Headers!.Keys);

        var simulate = await OperationAsync("ReadinessService_SimulateReadiness");
        Assert.Equal(["track", "alliance-freshness"], simulate.Parameters!.Select(parameter => parameter.Name));
        Assert.Equal(
            ["asOf", "knownAt", "statuses", "positions", "weights"],
            simulate.RequestBody!.Content!["application/json"].Schema!.Properties!.Keys);
        Assert.DoesNotContain("alliance-freshness", simulate.Responses!["200"].Headers?.Keys ?? []);
    }

    [Fact]
    public async Task A_schema_says_how_JSON_looks_and_what_is_accepted()
    {
        var schemas = (await DocumentAsync()).Components!.Schemas!;
        var statement = schemas["Statement"];

        Assert.Equal((JsonSchemaType.String, "int64", true), (statement.Properties!["revision"].Type, statement.Properties["revision"].Format, statement.Properties["revision"].ReadOnly));
        Assert.Equal((JsonSchemaType.String, "date-time"), (statement.Properties["createTime"].Type, statement.Properties["createTime"].Format));
        Assert.Equal((JsonSchemaType.String, 300), (statement.Properties["speaker"].Type, statement.Properties["speaker"].MaxLength));
        Assert.Contains("speaker", statement.Required!);
        Assert.DoesNotContain("quote", statement.Required!);
        // Of a change only what changes is given.
        Assert.Equal(statement.Properties.Keys, schemas["Statement_Patch"].Properties!.Keys);
        Assert.Empty(schemas["Statement_Patch"].Required ?? new HashSet<string>());
        Assert.Equal("Statement_State", Reference(Assert.Single(statement.Properties["state"].AllOf!)));
        Assert.Equal(
            ["STATE_UNSPECIFIED", "STATE_DRAFT", "STATE_PUBLISHED", "STATE_RETRACTED"],
            schemas["Statement_State"].Enum!.Select(value => value.GetValue<string>()));
        Assert.Equal("100000", schemas["Claim"].Properties!["high"].Maximum);
        Assert.Equal(["code", "message", "details"], schemas["Error"].Properties!.Keys);
    }

    private static async Task<ReadResult> ReadAsync() =>
        OpenApiDocument.Parse(Encoding.UTF8.GetString(await ContractDocument.WriteAsync()), "json");

    private static async Task<OpenApiDocument> DocumentAsync() => (await Reading).Document!;

    private static async Task<List<OpenApiOperation>> OperationsAsync() =>
        [.. (await DocumentAsync()).Paths.Values.SelectMany(path => path.Operations!.Values)];

    private static async Task<OpenApiOperation> OperationAsync(string id) => (await OperationsAsync()).Single(operation => operation.OperationId == id);

    private static HttpRule? Rule(MethodDescriptor method) => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);

    private static string? Reference(IOpenApiSchema schema) => Assert.IsType<OpenApiSchemaReference>(schema).Reference.Id;
}
