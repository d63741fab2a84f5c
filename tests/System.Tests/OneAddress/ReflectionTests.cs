using Google.Protobuf.Reflection;
using Grpc.Core;
using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>Reflection at the Gateway tells what can be called there, and nothing else.</summary>
public class ReflectionTests(ImportedSystem imported)
{
    private static readonly string[] Callable =
    [
        "alliance.agreements.v1.AgreementsService",
        "alliance.criteria.v1.CriteriaService",
        "alliance.readiness.v1.ReadinessService",
        "alliance.statements.v1.StatementsService",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_lists_the_services_of_all()
    {
        var response = await AskAsync(new() { ListServices = "" });

        Assert.Equal(Callable, response.ListServicesResponse.Service.Select(service => service.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Its_older_version_lists_the_same()
    {
        using var call = new V1Alpha.ServerReflection.ServerReflectionClient(imported.System.Local.Gateway.Channel)
            .ServerReflectionInfo(cancellationToken: Ct);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, Ct);
        Assert.True(await call.ResponseStream.MoveNext(Ct));

        Assert.Equal(Callable,
            call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_describes_a_forwarded_method_with_all_that_it_needs()
    {
        var response = await AskAsync(new() { FileContainingSymbol = "alliance.statements.v1.StatementsService.PublishStatement" });

        var files = response.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom).ToList();
        var service = Assert.Single(files[0].Service);
        Assert.Equal(("alliance.statements.v1", "StatementsService"), (files[0].Package, service.Name));
        Assert.Contains(service.Method, method => method.Name == "PublishStatement");
        foreach (var dependency in files[0].Dependency)
        {
            var file = await AskAsync(new() { FileByFilename = dependency });
            Assert.NotNull(file.FileDescriptorResponse);
        }
    }

    [Fact]
    public async Task It_does_not_know_the_sidecars_callbacks()
    {
        var response = await AskAsync(new() { FileContainingSymbol = "dapr.proto.runtime.v1.AppCallback" });

        Assert.Equal((int)StatusCode.NotFound, response.ErrorResponse.ErrorCode);
    }

    private async Task<V1.ServerReflectionResponse> AskAsync(V1.ServerReflectionRequest request)
    {
        using var call = new V1.ServerReflection.ServerReflectionClient(imported.System.Local.Gateway.Channel)
            .ServerReflectionInfo(cancellationToken: Ct);
        await call.RequestStream.WriteAsync(request, Ct);
        Assert.True(await call.ResponseStream.MoveNext(Ct));
        return call.ResponseStream.Current;
    }
}
