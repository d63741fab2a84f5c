using System.Text.RegularExpressions;
using AllianceServices.Contracts;
using AllianceServices.ServiceDefaults.Errors;
using Google.Api;
using Google.Protobuf.Reflection;
using ErrorReason = Alliance.Errors.V1.ErrorReason;

namespace AllianceServices.Repo.Tests;

public partial class ContractTests
{
    [Fact]
    public void Every_unary_method_has_a_JSON_path_that_no_other_has()
    {
        var rules = Contract.Methods.Where(method => !method.IsClientStreaming && !method.IsServerStreaming)
            .Select(method => (method.Name, Rule: method.GetOptions()?.GetExtension(AnnotationsExtensions.Http)))
            .ToList();

        Assert.DoesNotContain(rules, rule => rule.Rule is null);
        var paths = rules.Select(rule => rule.Rule!.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => "GET " + rule.Rule.Get,
            HttpRule.PatternOneofCase.Post => "POST " + rule.Rule.Post,
            HttpRule.PatternOneofCase.Patch => "PATCH " + Resource().Replace(rule.Rule.Patch, "{"),
            var verb => $"{verb} of {rule.Name}",
        }).ToList();
        Assert.DoesNotContain(paths, path => path.Contains(" of ", StringComparison.Ordinal));
        Assert.Equal(paths.Distinct(), paths);
    }

    [Fact]
    public void Every_reason_is_documented_with_an_example_and_used_by_the_services()
    {
        var proto = Source.Read("protos/alliance/errors/v1/error_reason.proto");
        var services = string.Concat(Source.Files("services", ".cs").Select(Source.Read));

        foreach (var reason in Enum.GetValues<ErrorReason>().Where(reason => reason != ErrorReason.Unspecified))
        {
            Assert.Contains($"\"reason\": \"{RpcErrors.Name(reason)}\"", proto, StringComparison.Ordinal);
            Assert.Matches($@"ErrorReason\.{reason}\b", services);
        }
    }

    [Fact]
    public void Every_field_that_names_a_resource_says_which()
    {
        var unnamed = Contract.Methods.SelectMany(method => Fields(method.InputType))
            .Where(field => field.Name is "name" or "names" or "parent" && field.FieldType == FieldType.String)
            .Select(field => (field.FullName, Rules: FieldRules.Of(field)))
            .Where(field => field.Rules is { Reference: null, Identifier: false })
            .Select(field => field.FullName);

        Assert.Empty(unnamed.Distinct());
    }

    [Fact]
    public void Packages_folders_and_versions_agree()
    {
        foreach (var file in Source.Files("protos", ".proto"))
        {
            var folder = Path.GetDirectoryName(Path.GetRelativePath("protos", file))!.Replace('/', '.');
            Assert.Contains($"\npackage {folder};\n", Source.Read(file), StringComparison.Ordinal);
            Assert.Matches(Versioned(), folder);
        }
    }

    private static IEnumerable<FieldDescriptor> Fields(MessageDescriptor message, int depth = 0) =>
        message.Fields.InDeclarationOrder().SelectMany(field =>
            field.FieldType == FieldType.Message && depth < 4
                ? Fields(field.MessageType, depth + 1).Prepend(field)
                : [field]);

    [GeneratedRegex(@"^alliance\.[a-z]+\.v[0-9]+$")]
    private static partial Regex Versioned();

    // `{statement.name=` of an update is the `{name=` of the other methods.
    [GeneratedRegex(@"\{\w+\.")]
    private static partial Regex Resource();
}
