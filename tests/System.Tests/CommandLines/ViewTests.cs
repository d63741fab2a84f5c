using Alliance.Readiness.V1;
using AllianceServices.TestKit;
using Google.Protobuf;

namespace AllianceServices.SystemTests.CommandLines;

/// <summary>Views on the command line.</summary>
public class ViewTests(ImportedSystem imported)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Uri Gateway => imported.System.Local.Gateway.Addresses.Grpc;

    [Theory]
    [InlineData("nato-ukraine")]
    [InlineData("tracks/nato-ukraine")]
    public async Task The_view_of_a_day_for_people(string track)
    {
        using var run = await CommandLine.RunAsync(Gateway, "readiness", track, "--as-of", "2024-06-17");

        Assert.Equal((0, ""), (await run.ExitCode, run.Error));
        Assert.StartsWith("── Ukraine's accession to NATO, 2024-06-17 ─", run.OutLines[0], StringComparison.Ordinal);
        Assert.Matches(@"^Verdict +BLOCKED", run.OutLines[1]);
        Assert.Matches("^Consensus +32 must agree:", run.OutLines[4]);
    }

    [Fact]
    public async Task The_view_of_a_day_for_programs()
    {
        using var run = await CommandLine.RunAsync(Gateway, "readiness", "nato-ukraine", "--as-of", "2024-06-17", "--json");

        Assert.Equal(0, await run.ExitCode);
        var expected = await imported.System.ViewAsync(ImportedSystem.Nato, "2024-06-17");
        Assert.Equal(expected.Normalized(), JsonParser.Default.Parse<Readiness>(run.Out).Normalized());
    }

    [Fact]
    public async Task What_was_known_before_the_import()
    {
        using var run = await CommandLine.RunAsync(
            Gateway, "readiness", "nato-ukraine", "--known-at", JsonFormatter.Default.Format(imported.BeforeImport).Trim('"'));

        Assert.Equal((3, "NOT_FOUND: tracks/nato-ukraine does not exist.\n"), (await run.ExitCode, run.Error));
    }

    [Fact]
    public async Task An_error_names_the_field()
    {
        using var run = await CommandLine.RunAsync(Gateway, "readiness", "nato-ukraine", "--as-of", "2024-06-31");

        Assert.Equal(3, await run.ExitCode);
        Assert.Equal(
            "INVALID_ARGUMENT: as_of must be a date such as 2024-06-17, not before 1900-01-01. "
            + "[as_of: must be a date such as 2024-06-17, not before 1900-01-01 (FIELD_INVALID)]\n",
            run.Error);
    }

    [Fact]
    public async Task The_port_of_JSON()
    {
        using var run = await CommandLine.RunAsync(imported.System.Local.Gateway.Addresses.Http, "export", "statements");

        Assert.Equal(3, await run.ExitCode);
        Assert.Equal("INTERNAL: The Gateway does not speak gRPC at this port, which may be that of JSON.\n", run.Error);
    }
}
