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

    /// <summary>
    /// Bytes of data above which an event tells of its change without the resource, because brokers take no larger ones. Kafka
    /// and NATS by default refuse what is above 1 MiB.
    /// </summary>
    [Range(1024, 4 * 1024 * 1024)]
    public int LargestEvent { get; set; } = 512 * 1024;

    /// <summary>
    /// Whether each topic is subscribed to through a component of its own, named after <see cref="SubscribePubSubName"/> and
    /// the topic: with NATS JetStream a component has one durable consumer.
    /// </summary>
    public bool ComponentPerTopic { get; set; }

    /// <summary>The component through which a topic is subscribed to: `pubsub`, or `pubsub-alliance-statements-v1`.</summary>
    public string ComponentOf(string topic) =>
        ComponentPerTopic ? $"{SubscribePubSubName}-{topic.Replace('.', '-')}" : SubscribePubSubName;

    /// <summary>How often the relay looks for changes if nothing wakes it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
