using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.Benchmarks.Watch;

/// <summary>What the relay publishes, for who does nothing else with it.</summary>
internal static class BareEvent
{
    /// <summary>The event by which the relay tells of an assessment, but for its exact number.</summary>
    public static ReadOnlyMemory<byte> Of(Assessment assessment, int number) => EventJson.Write(new Change
    {
        Register = ServiceInfo.Criteria.Name,
        Sequence = 1000 + number,
        Name = assessment.Name,
        Revision = assessment.Revision,
        Kind = Change.Types.Kind.Created,
        RecordTime = assessment.CreateTime,
        Actor = "anonymous",
        Resource = Any.Pack(assessment),
        Upstream =
        {
            new LogPosition { Register = ServiceInfo.Agreements.Name, Sequence = 100 },
            new LogPosition { Register = ServiceInfo.Statements.Name, Sequence = 1000 },
        },
    });
}
