using System.ComponentModel.DataAnnotations;

namespace AllianceServices.ServiceDefaults.Events;

/// <summary>How changes spread. Section `Events` of the configuration.</summary>
public sealed class EventOptions
{
    /// <summary>The Dapr component through which a register publishes.</summary>
    [Required]
    public string PubSubName { get; set; } = "pubsub";

    /// <summary>The Dapr component through which a service subscribes.</summary>
    [Required]
    public string SubscribePubSubName { get; set; } = "pubsub";

    /// <summary>
    /// How often a subscriber compares its cursor with the log's end even if no event came, so that a lost last event is
    /// found.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan AntiEntropyInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the relay looks for changes if nothing wakes it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
