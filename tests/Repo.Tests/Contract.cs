using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Readiness.V1;
using Alliance.Statements.V1;
using Google.Protobuf.Reflection;

namespace AllianceServices.Repo.Tests;

/// <summary>The contract as its descriptors tell it.</summary>
internal static class Contract
{
    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        StatementsService.Descriptor, AgreementsService.Descriptor, CriteriaService.Descriptor, ReadinessService.Descriptor,
    ];

    public static IEnumerable<MethodDescriptor> Methods => Services.SelectMany(service => service.Methods);
}
