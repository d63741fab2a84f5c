using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf.Reflection;
using Grpc.Core;
using PositionReflection = Alliance.Criteria.V1.PositionReflection;

namespace AllianceServices.Benchmarks.Rebuild;

/// <summary>Reads the three logs at once, decodes every change with its resource, and keeps nothing: the least to be done.</summary>
internal static class LogReader
{
    private static readonly TypeRegistry Resources = TypeRegistry.FromFiles(
        StatementReflection.Descriptor, AgreementReflection.Descriptor, OrganizationReflection.Descriptor,
        CriterionReflection.Descriptor, PositionReflection.Descriptor);

    /// <summary>Returns the number of changes read.</summary>
    public static async Task<long> ReadAsync(RegisterProcesses registers, CancellationToken cancellationToken)
    {
        using var statements = registers.Connect(ServiceInfo.Statements);
        using var agreements = registers.Connect(ServiceInfo.Agreements);
        using var criteria = registers.Connect(ServiceInfo.Criteria);
        var counts = await Task.WhenAll(
            ReadAsync(new StatementsService.StatementsServiceClient(statements).StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken),
            ReadAsync(new AgreementsService.AgreementsServiceClient(agreements).StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken),
            ReadAsync(new CriteriaService.CriteriaServiceClient(criteria).StreamChanges(new(), cancellationToken: cancellationToken), cancellationToken));
        return counts.Sum();
    }

    private static async Task<long> ReadAsync(AsyncServerStreamingCall<StreamChangesResponse> stream, CancellationToken cancellationToken)
    {
        using var call = stream;
        var count = 0L;
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            count += message.Change?.Resource.Unpack(Resources) is null ? 0 : 1;
        }
        return count;
    }
}
