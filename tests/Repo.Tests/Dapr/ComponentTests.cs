using System.Text.RegularExpressions;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using YamlDotNet.RepresentationModel;

namespace AllianceServices.Repo.Tests.Dapr;

/// <summary>The brokers' component files, as far as they can be checked without a broker.</summary>
public partial class ComponentTests
{
    private const string Folder = "k8s/components";
    private const string Shared = "pubsub";
    private const string Broadcast = "pubsub-broadcast";

    // What must be set so that nothing is lost, and why it is not by default, is said in the files.
    private static readonly Dictionary<string, string[]> Durable = new()
    {
        ["redis"] = ["processingTimeout=300s"],
        ["kafka"] = ["producerRequiredAcks=all", "consumeRetryEnabled=true"],
        ["rabbitmq"] = ["durable=true", "deletedWhenUnused=false", "deliveryMode=2", "publisherConfirm=true", "requeueInFailure=true"],
        ["jetstream"] = [],
    };

    public static TheoryData<string, bool> Variants => new(
        Durable.Keys.SelectMany(broker => new[] { (broker, false), (broker, true) }));

    public static TheoryData<string> Brokers => [.. Durable.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_field_is_one_that_the_component_reads(string broker, bool selfHosted) => Assert.All(ComponentsOf(broker, selfHosted), component =>
    {
        Assert.Equal(("dapr.io/v1alpha1", "Component", $"pubsub.{broker}", "v1"),
            (component.Text("apiVersion"), component.Text("kind"), component.Text("spec", "type"), component.Text("spec", "version")));
        var names = component.Items("spec", "metadata").Select(item => item.Text("name")).ToList();
        Assert.Empty(names.Except(ComponentFields.Of[$"pubsub.{broker}"]).Except(ComponentFields.OfAll));
        Assert.Distinct(names);
    });

    [Theory]
    [MemberData(nameof(Variants))]
    public void Nothing_is_lost_by_a_default(string broker, bool selfHosted) => Assert.All(
        ComponentsOf(broker, selfHosted),
        component => Assert.Subset(Fields(component).Select(field => $"{field.Key}={field.Value}").ToHashSet(), Durable[broker].ToHashSet()));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_registers_read_is_read_from_the_beginning_and_what_Gateways_read_from_now(bool selfHosted)
    {
        foreach (var (broker, field, beginning, now) in new[] { ("kafka", "initialOffset", "oldest", "newest"), ("jetstream", "deliverPolicy", "all", "new") })
        {
            Assert.All(ComponentsOf(broker, selfHosted), component =>
                Assert.Equal(component.Text("metadata", "name") == Broadcast ? now : beginning, Fields(component)[field]));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void JetStream_keeps_the_place_of_each_register_in_each_topic_and_gives_nothing_up(bool selfHosted) => Assert.All(
        ComponentsOf("jetstream", selfHosted).Where(component => component.Text("metadata", "name") is not (Shared or Broadcast)), component =>
        {
            var (name, fields) = (component.Text("metadata", "name"), Fields(component));
            var durable = "{appID}" + name["pubsub".Length..];
            Assert.Equal((durable, durable, "-1", "300s"), (fields["durableName"], fields["queueGroupName"], fields["maxDeliver"], fields["ackWait"]));
        });

    [Theory]
    [MemberData(nameof(Variants))]
    public void Each_service_publishes_and_subscribes_to_what_it_has_to_and_to_nothing_else(string broker, bool selfHosted)
    {
        var components = ComponentsOf(broker, selfHosted);
        foreach (var service in ServiceInfo.All)
        {
            var published = service == ServiceInfo.Gateway ? [] : new[] { ServiceInfo.Topic(service.Name) };
            var givenUp = ServiceInfo.All.Where(other => other.Followers.Contains(service)).Select(other => ServiceInfo.DeadLetterTopic(other.Name, service.Name));
            var followed = ServiceInfo.All.Where(other => other.Followers.Contains(service)).Select(other => ServiceInfo.Topic(other.Name));
            var deadLetters = service.Followers.Select(follower => ServiceInfo.DeadLetterTopic(service.Name, follower.Name));

            Assert.Equal(published.Concat(givenUp).Order(), TopicsOf(components, service, "publishingScopes").Order());
            Assert.Equal(followed.Concat(deadLetters).Order(), TopicsOf(components, service, "subscriptionScopes").Order());
        }
        var topics = ServiceInfo.Registers.SelectMany(register =>
            register.Followers.Select(follower => ServiceInfo.DeadLetterTopic(register.Name, follower.Name)).Prepend(ServiceInfo.Topic(register.Name)));
        Assert.All(components, component => Assert.Equal(topics.Order(), Fields(component)["protectedTopics"].Split(',').Order()));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Each_replica_of_the_Gateway_gets_every_event_and_those_of_a_register_share_them(string broker, bool selfHosted)
    {
        var components = ComponentsOf(broker, selfHosted);
        var broadcast = components.Single(component => component.Text("metadata", "name") == Broadcast);
        Assert.Equal(["gateway"], broadcast.Items("scopes").Select(scope => scope.ToString()));
        if (broker == "jetstream")
        {
            // It knows no consumer groups: without a durable consumer each replica has its own.
            Assert.DoesNotContain("durableName", Fields(broadcast).Keys);
            Assert.DoesNotContain("queueGroupName", Fields(broadcast).Keys);
        }
        else
        {
            Assert.Equal(selfHosted ? "{uuid}" : "{podName}", Fields(broadcast)["consumerID"]);
        }
        // By default the group is the app-id; {namespace} anywhere would prefix every topic.
        Assert.All(components.Where(component => component != broadcast), component =>
        {
            Assert.DoesNotContain("consumerID", Fields(component).Keys);
            Assert.DoesNotContain("gateway", component.Items("scopes").Select(scope => scope.ToString()));
        });
        Assert.All(components, component => Assert.DoesNotContain("{namespace}", component.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void With_JetStream_each_topic_of_a_register_has_the_component_that_it_asks_for()
    {
        var names = ComponentsOf("jetstream", selfHosted: false).Select(component => component.Text("metadata", "name"));
        var options = new EventOptions { ComponentPerTopic = true };
        var asked = ServiceInfo.Registers.SelectMany(register => register.Followers.Select(follower => ServiceInfo.DeadLetterTopic(register.Name, follower.Name)))
            .Concat([ServiceInfo.Topic("statements"), ServiceInfo.Topic("agreements")]).Select(options.ComponentOf);

        Assert.Equal(asked.Concat([Shared, Broadcast]).Order(), names.Order());
    }

    [Theory]
    [MemberData(nameof(Brokers))]
    public void Both_variants_differ_in_the_connection_and_the_name_of_a_replica_alone(string broker)
    {
        string[] connection =
            ["redisHost", "redisPort", "redisPassword", "brokers", "authType", "saslUsername", "saslPassword", "saslMechanism", "caCert", "connectionString", "natsURL", "jwt", "seedKey", "consumerID"];
        IEnumerable<string> Rest(YamlMappingNode component) => Fields(component)
            .Where(field => !connection.Contains(field.Key)).Select(field => $"{component.Text("metadata", "name")}: {field.Key}={field.Value}");

        Assert.Equal(ComponentsOf(broker, selfHosted: false).SelectMany(Rest), ComponentsOf(broker, selfHosted: true).SelectMany(Rest));
    }

    [Theory]
    [MemberData(nameof(Brokers))]
    public void Secrets_are_referred_to_and_written_nowhere(string broker) => Assert.All(ComponentsOf(broker, selfHosted: false), component => Assert.All(
        component.Items("spec", "metadata").Where(item => item.Text("name") is "redisPassword" or "saslPassword" or "connectionString" or "jwt" or "seedKey"),
        item => Assert.NotEmpty(item.Text("secretKeyRef", "key"))));

    [Fact]
    public void Every_component_has_a_policy_of_delivery_with_retries_that_end_before_the_broker_delivers_again()
    {
        var resiliency = Yaml.Read($"{Folder}/pubsub-resiliency/policies/resiliency.yaml").Single();
        var policies = resiliency.At("spec", "policies")!;
        var retries = int.Parse(policies.Text("retries", "delivery", "maxRetries"), System.Globalization.CultureInfo.InvariantCulture);
        var tries = (retries + 1) * Seconds(policies.Text("timeouts", "delivery"));
        var waits = Enumerable.Range(0, retries).Sum(i => Math.Min(0.5 * Math.Pow(1.5, i), Seconds(policies.Text("retries", "delivery", "maxInterval"))));
        var all = Durable.Keys.SelectMany(broker => ComponentsOf(broker, selfHosted: false)).ToList();

        foreach (var name in all.Select(component => component.Text("metadata", "name")).Distinct())
        {
            Assert.Equal(("delivery", "delivery"), (resiliency.Text("spec", "targets", "components", name, "inbound", "timeout"), resiliency.Text("spec", "targets", "components", name, "inbound", "retry")));
            Assert.Equal(("publish", "publish"), (resiliency.Text("spec", "targets", "components", name, "outbound", "timeout"), resiliency.Text("spec", "targets", "components", name, "outbound", "retry")));
        }
        Assert.All(
            all.SelectMany(Fields).Where(field => field.Key is "processingTimeout" or "ackWait"), field => Assert.True(tries + waits < Seconds(field.Value), $"{field}"));
    }

    [Fact]
    public void The_fields_are_those_of_the_reference()
    {
        var reference = Path.Combine(RepositoryRoot.Path, "..", "shared", "reference", "dapr.md");
        Assert.SkipUnless(File.Exists(reference), "The reference is not here.");
        var sections = File.ReadAllText(reference).Split("\n### ");

        foreach (var (type, heading) in new[] { ("kafka", "4.2 Kafka"), ("jetstream", "4.3 JetStream"), ("rabbitmq", "4.4 RabbitMQ"), ("redis", "4.5 Redis") })
        {
            Assert.Empty(ComponentFields.Of[$"pubsub.{type}"].Except(NamesIn(sections.Single(section => section.StartsWith(heading, StringComparison.Ordinal)))));
        }
        Assert.Empty(ComponentFields.OfAll.Except(NamesIn(sections.Single(section => section.StartsWith("4.1", StringComparison.Ordinal)))));
    }

    // Words between backticks; several stand between one pair here and there.
    private static IEnumerable<string> NamesIn(string section) =>
        Code().Matches(section).SelectMany(match => Word().Matches(match.Value)).Select(match => match.Value);

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    private static List<YamlMappingNode> ComponentsOf(string broker, bool selfHosted) =>
        [.. new[] { Shared, Broadcast }.SelectMany(file => Yaml.Read($"{Folder}/pubsub-{broker}/{(selfHosted ? "self-hosted/" : "")}{file}.yaml"))];

    private static Dictionary<string, string> Fields(YamlMappingNode component) => component.Items("spec", "metadata")
        .ToDictionary(item => item.Text("name"), item => item.Text("value") is { Length: > 0 } value ? value : item.Text("secretKeyRef", "name"));

    // Of what a service may do with the components that it sees.
    private static IEnumerable<string> TopicsOf(IEnumerable<YamlMappingNode> components, ServiceInfo service, string scopes) => components
        .Where(component => component.Items("scopes").Any(scope => scope.ToString() == service.Name))
        .SelectMany(component => Fields(component)[scopes].Split(';'))
        .Select(scope => scope.Split('='))
        .Where(scope => scope[0] == service.Name)
        .SelectMany(scope => scope[1].Split(',', StringSplitOptions.RemoveEmptyEntries))
        .Distinct();

    private static double Seconds(string duration) => double.Parse(duration.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);
}
