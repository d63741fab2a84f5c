using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>Whatever method the contract has can be called at the Gateway.</summary>
public partial class EveryMethodTests(ImportedSystem imported)
{
    private const string Gate = "tracks/nato-ukraine/criteria/nato-war-ended";

    /// <summary>One resource of each type that the reference data hold.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["alliance.services/Statement"] = "statements/kirby-2024-06-17",
        ["alliance.services/Source"] = "sources/euromaidanpress-kirby-2024-06",
        ["alliance.services/Agreement"] = "agreements/budapest-memorandum-1994",
        ["alliance.services/Organization"] = "organizations/nato",
        ["alliance.services/Track"] = "tracks/nato-ukraine",
        ["alliance.services/Criterion"] = Gate,
        ["alliance.services/Assessment"] = Gate + "/assessments/2024-06-17",
        ["alliance.services/Position"] = "tracks/nato-ukraine/positions/HU",
        ["alliance.services/Readiness"] = "tracks/nato-ukraine/readiness",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Unary => [.. ServiceInfo.Registers.SelectMany(register => register.Contract.Methods)
        .Where(method => !method.IsClientStreaming && !method.IsServerStreaming)
        .Select(method => (method.Service.Name, method.Name))];

    public static TheoryData<string> OfTheGateway => [.. ServiceInfo.Gateway.Contract.Methods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Unary))]
    public async Task A_register_answers_through_the_Gateway_as_it_does_itself(string service, string name)
    {
        var register = imported.System.Local.Services.Single(candidate => candidate.Info.Contract.Name == service);
        var method = register.Info.Contract.FindMethodByName(name);
        var reads = name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal)
            || name.StartsWith("BatchGet", StringComparison.Ordinal);
        // An empty write is refused, with details, and so changes nothing.
        var request = reads ? Request(method) : method.InputType.Parser.ParseFrom([]);

        var direct = await register.Channel.CreateCallInvoker().OutcomeAsync(method, request);
        var forwarded = await imported.System.Local.Gateway.Channel.CreateCallInvoker().OutcomeAsync(method, request);

        Assert.Equal(direct, forwarded);
        Assert.Equal(reads ? StatusCode.OK : StatusCode.InvalidArgument, forwarded.Status);
        Assert.True(reads ? forwarded.Answer!.CalculateSize() > 0 : forwarded.Details!.Details.Count > 0);
    }

    [Theory]
    [MemberData(nameof(OfTheGateway))]
    public async Task The_paths_of_the_Gateway_come_before_those_that_it_forwards(string name)
    {
        var method = ServiceInfo.Gateway.Contract.FindMethodByName(name);
        var rule = method.GetOptions().GetExtension(AnnotationsExtensions.Http);
        var isGet = rule.Get.Length > 0;
        var field = method.InputType.FindFieldByName("name") ?? method.InputType.FindFieldByName("parent");
        var path = Variable().Replace(isGet ? rule.Get : rule.Post, NameFor(field));
        using var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, path);
        request.Content = isGet ? null : new StringContent("{}", Encoding.UTF8, "application/json");

        using var response = await imported.Json.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);

        // The register, which has no such path, would say so.
        Assert.NotEqual(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static IMessage Request(MethodDescriptor method)
    {
        var request = method.InputType.Parser.ParseFrom([]);
        foreach (var field in method.InputType.Fields.InDeclarationOrder().Where(field => field.Name is "name" or "parent" or "names"))
        {
            var name = NameFor(field);
            if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(request)).Add(name);
            }
            else
            {
                field.Accessor.SetValue(request, name);
            }
        }
        return request;
    }

    private static string NameFor(FieldDescriptor field)
    {
        var reference = field.GetOptions().GetExtension(ResourceExtensions.ResourceReference);
        return reference.Type.Length > 0
            ? Names[reference.Type]
            : string.Join('/', Names[reference.ChildType].Split('/')[..^2]);
    }

    [GeneratedRegex(@"\{\w+=[^}]+\}")]
    private static partial Regex Variable();
}
