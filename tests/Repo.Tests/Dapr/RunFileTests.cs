using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;

namespace AllianceServices.Repo.Tests.Dapr;

/// <summary>services/dapr.yaml, as far as it can be checked without the Dapr CLI.</summary>
public class RunFileTests
{
    // Of the CLI's run file, version 1: what apps share, and what each has.
    private static readonly string[] OfAll =
        ["resourcesPaths", "appProtocol", "enableAppHealthCheck", "appHealthProbeInterval", "appHealthProbeTimeout", "appHealthThreshold", "env"];

    private static readonly string[] OfEach = ["appID", "appDirPath", "appPort", "command", "env"];

    private static readonly YamlDotNet.RepresentationModel.YamlMappingNode File = Yaml.Read("services/dapr.yaml").Single();

    [Fact]
    public void It_holds_nothing_that_the_CLI_does_not_read()
    {
        Assert.Equal(["version", "common", "apps"], File.Keys());
        Assert.Equal("1", File.Text("version"));
        Assert.Empty(File.Keys("common").Except(OfAll));
        Assert.All(File.Items("apps"), app => Assert.Empty(app.Keys().Except(OfEach)));
    }

    [Fact]
    public void It_starts_the_four_services_where_their_callbacks_are() => Assert.Equal(
        ServiceInfo.All.Select(service => (service.Name, $"{service.CallbackPort}")),
        File.Items("apps").Select(app => (app.Text("appID"), app.Text("appPort"))));

    [Fact]
    public void Its_folders_are_there_and_hold_the_projects_and_the_components()
    {
        Assert.All(File.Items("apps"), app => Assert.Single(Directory.GetFiles(RepositoryRoot.Combine($"services/{app.Text("appDirPath")}"), "*.csproj")));
        var resources = File.Items("common", "resourcesPaths").SelectMany(path =>
            Directory.GetFiles(Path.GetFullPath(RepositoryRoot.Combine($"services/{path}")), "*.yaml")).ToList();
        Assert.Equal(["pubsub-broadcast.yaml", "pubsub.yaml", "resiliency.yaml"], resources.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sidecars_speak_gRPC_and_wait_for_health()
    {
        Assert.Equal(("grpc", "true"), (File.Text("common", "appProtocol"), File.Text("common", "enableAppHealthCheck")));
        // In seconds and milliseconds; daprd refuses a timeout above the interval.
        Assert.True(1000 * int.Parse(File.Text("common", "appHealthProbeInterval")) >= int.Parse(File.Text("common", "appHealthProbeTimeout")));
        Assert.Equal("pubsub-broadcast", File.Items("apps").Last().Text("env", "Events__SubscribePubSubName"));
    }
}
