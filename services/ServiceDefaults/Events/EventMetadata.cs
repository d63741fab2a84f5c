namespace AllianceServices.ServiceDefaults.Events;

/// <summary>What the sidecar is told of an event beside its data.</summary>
internal static class EventMetadata
{
    /// <summary>The CloudEvents attributes, of which those that are empty are left out. Events of one subject keep their order.</summary>
    public static Dictionary<string, string> Of(string id, string type, string subject) =>
        new(new Dictionary<string, string>
        {
            ["cloudevent.id"] = id,
            ["cloudevent.type"] = type,
            ["cloudevent.subject"] = subject,
            ["partitionKey"] = subject,
        }.Where(entry => entry.Value.Length > 0));
}
