using Alliance.Type.V1;
using AllianceServices.Cli.Imports;
using AllianceServices.Cli.Rows;
using AllianceServices.TestKit;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace AllianceServices.Cli.Tests;

/// <summary>A segment is sent again while nobody answers, for as long as it is told to.</summary>
public class RegisterImportTests
{
    private static readonly byte[] Row = [18, 0];

    private readonly FakeGateway _gateway = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _notices = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_go_out_as_they_are_with_the_name_of_who_imports()
    {
        _gateway.Answers(new ImportResponse { Created = 1 });

        var answer = await SendAsync("ada");

        Assert.Equal(1, answer.Created);
        Assert.Equal([Row], Assert.Single(_gateway.Imports));
        Assert.Equal("ada", Assert.Single(_gateway.Headers)!.GetValue("alliance-actor"));
        Assert.Empty(_notices);
    }

    [Fact]
    public async Task While_nobody_answers_it_is_sent_again_and_said_once()
    {
        _gateway.Fails(FakeGateway.Away);
        _gateway.Fails(FakeGateway.Away);
        _gateway.Fails(new RpcException(new Status(StatusCode.Internal, "reset", new IOException("The connection was reset."))));
        _gateway.Answers(new ImportResponse { Unchanged = 1 });

        var answer = await WithClockAsync(SendAsync());

        Assert.Equal(1, answer.Unchanged);
        Assert.Equal([[Row], [Row], [Row], [Row]], _gateway.Imports);
        Assert.Equal(
            "UNAVAILABLE: The service statements does not answer. Trying again for up to 00:01:00; rows that are committed already will count as unchanged.",
            Assert.Single(_notices));
    }

    [Fact]
    public async Task After_a_minute_it_gives_up()
    {
        for (var i = 0; i < 1000; i++)
        {
            _gateway.Fails(FakeGateway.Away);
        }
        var start = _clock.GetUtcNow();

        var failure = await Assert.ThrowsAsync<RpcException>(() => WithClockAsync(SendAsync()));

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.InRange(_clock.GetUtcNow() - start, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(66));
        // Waits of up to 5 seconds, of which the first are shorter.
        Assert.InRange(_gateway.Imports.Count, 12, 40);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task What_will_not_pass_is_not_tried_again(StatusCode status)
    {
        _gateway.Fails(new RpcException(new Status(status, "no")));

        var failure = await Assert.ThrowsAsync<RpcException>(() => SendAsync());

        Assert.Equal(status, failure.StatusCode);
        Assert.Single(_gateway.Imports);
        Assert.Empty(_notices);
    }

    private Task<ImportResponse> SendAsync(string? actor = null) =>
        new RegisterImport(_gateway, Kind.Statements, actor, TimeSpan.FromMinutes(1), _clock, _notices.Add).SendAsync([new FileRow(1, 2, 10, Row, [])], Ct);

    // Time passes whenever somebody waits for it.
    private async Task<ImportResponse> WithClockAsync(Task<ImportResponse> sending)
    {
        await Eventually.HoldsAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(250));
                return sending.IsCompleted;
            },
            "the segment is sent or given up");
        return await sending;
    }
}
