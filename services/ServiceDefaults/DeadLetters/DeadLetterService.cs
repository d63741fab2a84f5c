using Alliance.Operations.V1;
using AllianceServices.ServiceDefaults.ChangeLog;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Dapr.Client;
using Google.Protobuf;
using static Alliance.Operations.V1.DeadLetterService;

namespace AllianceServices.ServiceDefaults.DeadLetters;

/// <summary>An operator's view of the dead letters, one file for each method.</summary>
public sealed partial class DeadLetterService(DeadLetterBox box, DaprClient dapr, EventOptions options, ServiceInfo service)
    : DeadLetterServiceBase
{
    private static DeadLetter ToMessage(DeadLetterRow row) => new()
    {
        Name = row.Name,
        Subscriber = row.Subscriber,
        EventId = row.EventId,
        EventType = row.EventType,
        EventSubject = row.EventSubject,
        ContentType = row.ContentType,
        Data = ByteString.CopyFrom(row.Data),
        Deliveries = row.Deliveries,
        FirstTime = Microseconds.ToTimestamp(row.FirstTime),
        LastTime = Microseconds.ToTimestamp(row.LastTime),
        ReplayTime = row.ReplayTime is { } time ? Microseconds.ToTimestamp(time) : null,
        ReplayedBy = row.ReplayedBy,
    };
}
