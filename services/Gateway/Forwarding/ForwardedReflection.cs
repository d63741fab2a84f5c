using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Health.V1;
using Grpc.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AllianceServices.Gateway.Forwarding;

/// <summary>Reflection that knows all that can be called at the Gateway, be it forwarded or its own.</summary>
internal static class ForwardedReflection
{
    private static readonly ServiceDescriptor[] Callable =
    [
        .. ServiceInfo.All.Select(service => service.Contract),
        Health.Descriptor,
        Grpc.Reflection.V1.ServerReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    /// <summary>
    /// Takes the place of the services that the framework finds in the process: these lack what is forwarded, and hold the
    /// sidecar's callbacks, which cannot be called here.
    /// </summary>
    public static void AddForwardedReflection(this IServiceCollection services)
    {
        services.AddSingleton(new ReflectionServiceImpl(Callable));
        services.AddSingleton(new ReflectionV1ServiceImpl(Callable));
    }
}
