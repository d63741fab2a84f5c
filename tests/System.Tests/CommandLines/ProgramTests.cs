using AllianceServices.TestKit;

namespace AllianceServices.SystemTests.CommandLines;

/// <summary>The program itself, as a process of its own.</summary>
public class ProgramTests(ImportedSystem imported)
{
    // Where it was built. Beside the tests it would lack what ASP.NET Core brings along.
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "System.Tests"), Path.Combine("services", "Cli"), StringComparison.Ordinal), "alliance");

    private string Gateway => imported.System.Local.Gateway.Addresses.Grpc.ToString();

    [Fact]
    public async Task It_exports_to_its_standard_output_and_ends()
    {
        using var program = ChildProgram.Start(Program, "export", "agreements", "--endpoint", Gateway);

        Assert.Equal(0, await program.EndAsync());
        Assert.Equal(37, program.Output.Count);
        Assert.All(program.Output, line => Assert.StartsWith("""{ "agreement": { "name": "agreements/""", line, StringComparison.Ordinal));
        Assert.Equal(["37 rows are exported."], program.Errors);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_watch()
    {
        using var program = ChildProgram.Start(Program, "watch", "nato-ukraine", "--endpoint", Gateway);
        await program.WritesAsync("── Ukraine's accession to NATO, ");

        program.Signal("INT");

        Assert.Equal(0, await program.EndAsync());
        Assert.StartsWith("To go on here within a day: --resume-token ", Assert.Single(program.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_usage_and_what_cannot_be_finished_are_told_apart()
    {
        using var usage = ChildProgram.Start(Program, "import", "everything", "file.csv");
        using var nowhere = ChildProgram.Start(Program, "readiness", "nato-ukraine", "--endpoint", "http://127.0.0.1:1");

        Assert.Equal((2, 3), (await usage.EndAsync(), await nowhere.EndAsync()));
        Assert.Equal(["UNAVAILABLE: No connection to the endpoint. Connection refused."], nowhere.Errors);
    }
}
