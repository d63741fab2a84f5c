using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Repo.Tests;

public class ReadmeTests
{
    private static readonly string Readme = Source.Read("README.md");

    [Fact]
    public void The_service_table_shows_the_default_ports()
    {
        foreach (var service in ServiceInfo.All)
        {
            Assert.Contains($"| {service.HttpPort} | {service.GrpcPort} |", Readme, StringComparison.Ordinal);
            Assert.Equal(service.HttpPort + 2, service.CallbackPort);
        }
    }

    [Fact]
    public void Files_that_it_names_exist()
    {
        string[] named =
        [
            "services/Statements/StatementsService.PublishStatement.cs", "services/ServiceDefaults/ChangeLog/Register.cs",
            "services/ServiceDefaults/ChangeLog/Relay.cs", "services/ServiceDefaults/Events/EventCallbackService.cs",
            "services/ServiceDefaults/Events/ChangeSubscriber.cs", "services/MembershipCriteria/Events/PositionSubscriber.cs",
            "services/Gateway/Events/ViewSubscriber.cs", "services/Gateway/Domain/ReadinessMethodV1.cs",
            "services/Local/Data/README.md", "services/Cli/README.md", "protos/buf.yaml", ".ci/run",
        ];
        foreach (var file in named)
        {
            Assert.True(File.Exists(AllianceServices.TestKit.RepositoryRoot.Combine(file)), file);
            Assert.Contains(Path.GetFileName(file), Readme, StringComparison.Ordinal);
        }
    }
}
