using System.Text;
using System.Text.RegularExpressions;
using AllianceServices.Gateway.OpenApi;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace AllianceServices.Gateway.Tests.OpenApi;

/// <summary>The document calls each method where the contract's rule has it, with the words that the contract has for it.</summary>
public partial class ContractPlaceTests
{
    private static readonly Task<OpenApiDocument> Reading = ReadAsync();

    public static TheoryData<string, string> Methods => new(ServiceInfo.All
        .SelectMany(service => service.Contract.Methods)
        .Where(method => RuleOf(method) is not null)
        .Select(method => (method.Service.Name, method.Name)));

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_filled_path_is_what_the_rule_takes_and_its_parameters_are_declared(string service, string name)
    {
        var rule = RuleOf(ServiceInfo.All.Single(info => info.Contract.Name == service).Contract.FindMethodByName(name))!;
        var (path, verb, operation) = Assert.Single(await OperationsAsync(), found => found.Operation.OperationId == $"{service}_{name}");

        Assert.Equal(rule.PatternCase.ToString(), verb, ignoreCase: true);
        Assert.Matches(Taken(rule.Get + rule.Post + rule.Patch), Parameter().Replace(path, "an-id"));
        Assert.Equal(
            Parameter().Matches(path).Select(match => match.Value.Trim('{', '}')),
            operation.Parameters!.Where(parameter => parameter.In == ParameterLocation.Path).Select(parameter => parameter.Name!));
    }

    [Fact]
    public async Task No_two_operations_have_an_id_or_a_parameter_in_common()
    {
        var operations = (await OperationsAsync()).Select(found => found.Operation).ToList();

        Assert.Distinct(operations.Select(operation => operation.OperationId));
        Assert.All(operations, operation => Assert.Distinct(operation.Parameters!.Select(parameter => (parameter.Name, parameter.In))));
    }

    [Fact]
    public async Task Words_are_those_of_the_element_that_they_stand_at()
    {
        var document = await Reading;
        var operation = document.Paths["/v1/tracks/{track}/readiness"].Operations![HttpMethod.Get];
        var schemas = document.Components!.Schemas!;

        Assert.Equal("Returns how ready an accession is on a date.", operation.Description);
        Assert.Equal("The day that the view is for, `2024-06-17`. Not in the future (UTC). Empty means today.",
            operation.Parameters!.Single(parameter => parameter.Name == "as_of").Description);
        Assert.Equal("The mean over what is known. Absent where nothing is. Not below low and not above high.",
            schemas["Score"].Properties!["value"].Description);
        Assert.Equal("Whether its head of state stands elsewhere.", schemas["MemberPosition"].Properties!["divided"].Description);
        Assert.Contains("- `VERDICT_BLOCKED`: A gate is known not to be met.\n", schemas["Readiness_Verdict"].Description, StringComparison.Ordinal);
        Assert.StartsWith("ReadinessService composes views from the three registers.",
            document.Tags!.Single(tag => tag.Name == "ReadinessService").Description, StringComparison.Ordinal);
    }

    // `^/v1/tracks/[^/]+/readiness:watch$` for `/v1/{name=tracks/*/readiness}:watch`.
    private static string Taken(string template) =>
        $"^{Variable().Replace(template, "$1").Replace("*", "[^/]+", StringComparison.Ordinal)}$";

    private static HttpRule? RuleOf(MethodDescriptor method) => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);

    private static async Task<OpenApiDocument> ReadAsync() =>
        OpenApiDocument.Parse(Encoding.UTF8.GetString(await ContractDocument.WriteAsync()), "json").Document!;

    private static async Task<List<(string Path, string Verb, OpenApiOperation Operation)>> OperationsAsync() =>
        [.. (await Reading).Paths.SelectMany(path => path.Value.Operations!.Select(found => (path.Key, found.Key.Method, found.Value)))];

    [GeneratedRegex(@"\{[a-z_.]+=([^}]+)\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{[a-z_]+\}")]
    private static partial Regex Parameter();
}
