using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AllianceServices.TestKit;
using Microsoft.Data.Sqlite;

namespace AllianceServices.SystemTests.Programs;

/// <summary>What keeps Local from starting is said in one sentence.</summary>
public sealed class LocalFailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_taken_port()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var sentence = await SentenceAsync("--data", _folder.Combine("data"), "--gateway-http-port", port);

        Assert.Contains("gateway", sentence, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port}", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be()
    {
        var file = _folder.Combine("file");
        await File.WriteAllTextAsync(file, "not a folder", Ct);

        var sentence = await SentenceAsync("--data", Path.Combine(file, "data"));

        Assert.Contains(Path.Combine(file, "data"), sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("statements")]
    [InlineData("agreements")]
    [InlineData("criteria")]
    public async Task A_damaged_data_file(string register)
    {
        var file = _folder.Combine(register + ".db");
        await (await EmptySystemAsync()).DisposeAsync();
        await OverwriteAsync(file);

        var sentence = await SentenceAsync("--data", _folder.Path);

        Assert.Contains(file, sentence, StringComparison.Ordinal);
        Assert.Contains("damaged", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17.06.2024")]
    [InlineData("2024-6-17")]
    [InlineData("2999-01-01")]
    public async Task A_malformed_date(string date)
    {
        var sentence = await SentenceAsync("--data", _folder.Combine("data"), "--as-of", date);

        Assert.StartsWith("--as-of must be a date such as 2024-06-17", sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Combine("data")));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("65536")]
    public async Task A_port_that_is_none(string port)
    {
        var sentence = await SentenceAsync("--data", _folder.Combine("data"), "--gateway-http-port=" + port);

        Assert.Equal("--gateway-http-port must be a port between 0 and 65535.", sentence);
    }

    [Theory]
    [InlineData("--Peers:statements=nonsense", "Peers:statements")]
    [InlineData("--Peers:statements=localhost:8181", "Peers:statements")]
    [InlineData("--GrpcPort=many", "GrpcPort")]
    public async Task A_wrong_option_of_a_service(string option, string name)
    {
        using var program = ChildProgram.Start("AllianceServices.Gateway", "--HttpPort=0", "--CallbackPort=0", option);

        Assert.Equal(1, await program.EndAsync());
        Assert.Contains(name, Assert.Single(program.Errors, line => line.Length > 0), StringComparison.Ordinal);
    }

    // The one sentence with which the program ends.
    private static async Task<string> SentenceAsync(params string[] arguments)
    {
        using var program = ChildProgram.Start(LocalOutput.Program, ["--any-port", "--once", .. arguments]);

        Assert.Equal(1, await program.EndAsync());
        var said = program.Errors.Where(line => line.Length > 0).ToList();
        var sentence = Assert.Single(said);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(program.Output.Append(sentence), line =>
            line.Contains("   at ", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
        return sentence;
    }

    private Task<Local.LocalSystem> EmptySystemAsync() =>
        Local.LocalSystem.StartAsync(new Local.LocalSettings { DataFolder = _folder.Path }, Ct);

    private static async Task OverwriteAsync(string file)
    {
        await MoveIntoMainFileAsync(file);
        await using var stream = File.OpenWrite(file);
        Assert.True(stream.Length > 8192);
        // Beyond the first page, so that it still looks like a database from outside.
        stream.Position = 4096;
        await stream.WriteAsync(Enumerable.Repeat((byte)0x5A, 4096).ToArray(), Ct);
    }

    // What is still in the write-ahead log would hide the damage.
    private static async Task MoveIntoMainFileAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
        await checkpoint.ExecuteNonQueryAsync(Ct);
    }
}
