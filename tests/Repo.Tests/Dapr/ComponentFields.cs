namespace AllianceServices.Repo.Tests.Dapr;

/// <summary>What the metadata of Dapr's pub/sub components is called, of components-contrib 1.18. Names that are wrong are ignored there.</summary>
internal static class ComponentFields
{
    /// <summary>Of every pub/sub component.</summary>
    public static readonly IReadOnlyList<string> OfAll = ["allowedTopics", "protectedTopics", "publishingScopes", "subscriptionScopes"];

    /// <summary>By the type of component.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Of = new Dictionary<string, IReadOnlyList<string>>
    {
        ["pubsub.kafka"] =
        [
            "brokers", "authType", "saslUsername", "saslPassword", "saslMechanism", "caCert", "clientCert", "clientKey", "disableTls", "skipVerify",
            "consumerID", "consumerGroup", "clientID", "initialOffset", "version", "consumeRetryEnabled", "consumeRetryInterval",
            "maxMessageBytes", "producerRequiredAcks", "producerRetryMax", "compression", "heartbeatInterval", "sessionTimeout",
            "consumerGroupRebalanceStrategy", "escapeHeaders", "excludeHeaderMetaRegex",
        ],
        ["pubsub.jetstream"] =
        [
            "natsURL", "jwt", "seedKey", "token", "tls_client_cert", "tls_client_key", "name", "streamName", "durableName", "queueGroupName",
            "deliverPolicy", "startSequence", "startTime", "ackPolicy", "ackWait", "maxDeliver", "backOff", "maxAckPending", "replicas",
            "memoryStorage", "flowControl", "heartbeat", "rateLimit", "domain", "apiPrefix", "concurrency",
        ],
        // `concurrency` is documented and not read.
        ["pubsub.rabbitmq"] =
        [
            "connectionString", "protocol", "hostname", "username", "password", "consumerID", "durable", "deletedWhenUnused", "requeueInFailure",
            "enableDeadLetter", "deliveryMode", "publisherConfirm", "prefetchCount", "concurrencyMode", "exchangeKind", "autoAck", "maxLen",
            "maxLenBytes", "ttlInSeconds", "reconnectWaitSeconds", "heartBeat", "clientName", "caCert", "clientCert", "clientKey", "saslExternal",
        ],
        ["pubsub.redis"] =
        [
            "redisHost", "redisPort", "redisUsername", "redisPassword", "consumerID", "enableTLS", "clientCert", "clientKey", "redisType", "redisDB",
            "failover", "sentinelMasterName", "processingTimeout", "redeliverInterval", "queueDepth", "concurrency", "maxLenApprox", "streamTTL",
        ],
    };
}
