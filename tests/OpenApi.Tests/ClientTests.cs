using System.Reflection;
using System.Text;
using AllianceServices.Gateway.OpenApi;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Api;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using NSwag.CodeGeneration.OperationNameGenerators;

namespace AllianceServices.OpenApi.Tests;

/// <summary>A generator makes a client of the document, and it compiles.</summary>
public class ClientTests
{
    [Fact]
    public async Task A_client_is_generated_with_a_method_for_each_operation()
    {
        var ct = TestContext.Current.CancellationToken;
        var document = await OpenApiDocument.FromJsonAsync(Encoding.UTF8.GetString(await ContractDocument.WriteAsync()), ct);
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "{controller}Client",
            OperationNameGenerator = new MultipleClientsFromOperationIdOperationNameGenerator(),
        };
        settings.CSharpGeneratorSettings.Namespace = "Generated";

        var client = Compile(new CSharpClientGenerator(document, settings).GenerateFile());

        foreach (var service in ServiceInfo.All.Select(service => service.Contract))
        {
            var generated = client.GetType($"Generated.{service.Name}Client", throwOnError: true)!;
            var expected = service.Methods
                .Where(method => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not null)
                .Select(method => method.Name + "Async");
            Assert.Subset(generated.GetMethods().Select(method => method.Name).ToHashSet(), expected.ToHashSet());
        }
    }

    private static Assembly Compile(string code)
    {
        var compilation = CSharpCompilation.Create(
            "Generated",
            [CSharpSyntaxTree.ParseText(code, cancellationToken: TestContext.Current.CancellationToken)],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file)),
            new(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(assembly.ToArray());
    }
}
