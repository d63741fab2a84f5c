using Alliance.Statements.V1;
using Alliance.Type.V1;
using Grpc.Core;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>Streams and writes through the Gateway, at a system of their own.</summary>
public class ForwardedStreamTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_are_imported_and_followed_through_the_Gateway()
    {
        await using var system = await TestSystem.StartAsync();
        var gateway = new StatementsService.StatementsServiceClient(system.Local.Gateway.Channel);
        using var follow = gateway.StreamChanges(new() { Follow = true }, cancellationToken: Ct);
        Assert.True(await follow.ResponseStream.MoveNext(Ct));
        Assert.Equal(0, follow.ResponseStream.Current.Bookmark.Sequence);

        using var import = gateway.Import(new Metadata { { "alliance-actor", "importer" } }, cancellationToken: Ct);
        foreach (var (id, line) in new[] { ("a", 1), ("b", 2), ("", 3) })
        {
            var source = World.NewSource(id).Source;
            source.Name = $"sources/{id}";
            await import.RequestStream.WriteAsync(new() { Line = line, Source = source }, Ct);
        }
        await import.RequestStream.CompleteAsync();
        var report = await import;

        Assert.Equal((2, 1), (report.Created, report.Refused));
        Assert.Equal(3, Assert.Single(report.Errors).Line);
        var changes = await follow.ResponseStream.ReadAllAsync(Ct)
            .Where(message => message.Change is not null).Select(message => message.Change).Take(2).ToListAsync(Ct);
        Assert.Equal([("sources/a", "importer"), ("sources/b", "importer")], changes.Select(change => (change.Name, change.Actor)));
    }

    [Fact]
    public async Task The_actor_of_a_write_is_passed_on()
    {
        await using var system = await TestSystem.StartAsync();
        var gateway = new StatementsService.StatementsServiceClient(system.Local.Gateway.Channel);
        await gateway.CreateSourceAsync(World.NewSource("grpc"), new Metadata { { "alliance-actor", "ada" } }, cancellationToken: Ct);
        using var http = new HttpClient { BaseAddress = system.Local.Gateway.Addresses.Http };
        http.DefaultRequestHeaders.Add("alliance-actor", "bob");
        using var body = new StringContent(
            Google.Protobuf.JsonFormatter.Default.Format(World.NewSource("json").Source), System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("/v1/sources?source_id=json", UriKind.Relative), body, Ct);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(
            [("sources/grpc", "ada"), ("sources/json", "bob")],
            (await system.LogAsync("statements")).Select(change => (change.Name, change.Actor)));
    }

    [Fact]
    public async Task A_log_that_ends_earlier_is_told_with_the_registers_details()
    {
        await using var system = await TestSystem.StartAsync();
        var gateway = new StatementsService.StatementsServiceClient(system.Local.Gateway.Channel);
        using var call = gateway.StreamChanges(new() { After = 5 }, cancellationToken: Ct);

        var failure = await TestKit.RpcAssert.FailsAsync(
            StatusCode.OutOfRange, Alliance.Errors.V1.ErrorReason.SequenceOutOfRange, () => call.ResponseStream.MoveNext(Ct));

        Assert.Equal("0", failure.Info.Metadata["last"]);
    }
}
