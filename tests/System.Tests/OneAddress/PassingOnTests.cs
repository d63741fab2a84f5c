using Alliance.Errors.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Grpc.Core;

namespace AllianceServices.SystemTests.OneAddress;

/// <summary>What belongs to a call beside its messages passes the Gateway in both directions.</summary>
public class PassingOnTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metadata_pass_both_ways()
    {
        await using var fake = await FakeRegister.StartAsync();
        Metadata sent = new() { { "echo", "statements/12" }, { "echo-bin", [0, 1, 255] } };

        using var call = fake.Statements.GetStatementAsync(new() { Name = "statements/a" }, sent, cancellationToken: Ct);
        var headers = await call.ResponseHeadersAsync;

        Assert.Equal("statements/a", (await call).Name);
        Assert.Equal("statements/12", headers.GetValue("echo"));
        Assert.Equal([0, 1, 255], headers.GetValueBytes("echo-bin")!);
        Assert.Equal("statements/12", call.GetTrailers().GetValue("echo"));
        Assert.Equal([0, 1, 255], call.GetTrailers().GetValueBytes("echo-bin")!);
    }

    [Fact]
    public async Task A_deadline_reaches_the_register()
    {
        await using var fake = await FakeRegister.StartAsync();
        var deadline = DateTime.UtcNow.AddSeconds(20);

        using var call = fake.Statements.ListStatementsAsync(new(), deadline: deadline, cancellationToken: Ct);

        var seen = await fake.Seen.Deadline.Task.WaitAsync(Ct);
        Assert.InRange(seen, deadline.AddSeconds(-19), deadline.AddSeconds(19));
    }

    [Fact]
    public async Task A_cancellation_reaches_the_register()
    {
        await using var fake = await FakeRegister.StartAsync();
        using var cancel = new CancellationTokenSource();
        using var call = fake.Statements.ListStatementsAsync(new(), cancellationToken: cancel.Token);
        await fake.Seen.Deadline.Task.WaitAsync(Ct);

        await cancel.CancelAsync();

        await fake.Seen.Cancelled.Task.WaitAsync(Ct);
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task A_deadline_that_passes_at_the_register_is_told()
    {
        await using var fake = await FakeRegister.StartAsync();
        // The client of gRPC would keep the deadline itself.
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(fake.Grpc, "/alliance.statements.v1.StatementsService/ListStatements"))
        {
            Version = new(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { { "grpc-timeout", "100m" }, { "TE", "trailers" } },
            Content = new ByteArrayContent(new byte[5]) { Headers = { ContentType = new("application/grpc") } },
        };

        using var response = await http.SendAsync(request, Ct);

        var status = response.TrailingHeaders.Concat(response.Headers).Single(header => header.Key == "grpc-status");
        Assert.Equal(((int)StatusCode.DeadlineExceeded).ToString(System.Globalization.CultureInfo.InvariantCulture), status.Value.Single());
    }

    [Fact]
    public async Task A_stream_that_the_register_breaks_off_ends_with_a_reason()
    {
        await using var fake = await FakeRegister.StartAsync();
        using var call = fake.Statements.StreamChanges(new() { After = 1 }, cancellationToken: Ct);

        Assert.True(await call.ResponseStream.MoveNext(Ct));
        Assert.Equal(1, call.ResponseStream.Current.Bookmark.Sequence);
        fake.Seen.BreakOff.SetResult();
        var failure = await RpcAssert.FailsAsync(
            StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, () => call.ResponseStream.MoveNext(Ct));
        Assert.Equal("statements", failure.Info.Metadata["service"]);
    }

    [Fact]
    public async Task A_Gateway_that_stops_does_not_wait_for_followers()
    {
        await using var fake = await FakeRegister.StartAsync();
        using var call = fake.Statements.StreamChanges(new() { Follow = true }, cancellationToken: Ct);
        Assert.True(await call.ResponseStream.MoveNext(Ct));

        // Would wait for the open call if it stayed open.
        var stop = fake.StopGatewayAsync(Ct);

        var failure = await RpcAssert.FailsAsync(
            StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, () => call.ResponseStream.MoveNext(Ct));
        Assert.Equal("gateway", failure.Info.Metadata["service"]);
        await stop;
    }

    [Fact]
    public async Task A_register_is_found_by_its_name_in_DNS()
    {
        await using var fake = await FakeRegister.StartAsync(address => $"dns:///localhost:{address.Port}");

        // The machine may also have an address for the name at which nobody listens.
        var name = await Eventually.BecomesAsync(
            async () =>
            {
                try
                {
                    return (await fake.Statements.GetStatementAsync(new() { Name = "statements/a" }, cancellationToken: Ct)).Name;
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
                {
                    return null;
                }
            },
            name => name is not null, "the register answers");

        Assert.Equal("statements/a", name);
    }

    [Fact]
    public async Task The_Gateway_starts_while_a_name_has_no_address()
    {
        await using var fake = await FakeRegister.StartAsync(_ => "dns:///statements.invalid:8081");

        await RpcAssert.FailsAsync(
            StatusCode.Unavailable, ErrorReason.UpstreamUnavailable, fake.Statements.GetStatementAsync(new(), cancellationToken: Ct));
    }

    [Theory]
    [InlineData("Peers:statements", "8081")]
    [InlineData("JsonPeers:criteria", "ftp://criteria")]
    [InlineData("JsonPeers:agreements", "")]
    public void An_address_that_is_none_keeps_the_Gateway_from_starting(string option, string value)
    {
        var refusal = Assert.Throws<StartupException>(() => GatewayHost.Build([$"--{option}={value}"]));

        Assert.Contains(option, refusal.Message, StringComparison.Ordinal);
    }
}
