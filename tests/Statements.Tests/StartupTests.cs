using System.Net;
using System.Net.Sockets;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.TestKit;
using Microsoft.Data.Sqlite;

namespace AllianceServices.Statements.Tests;

/// <summary>What an operator can mend keeps the service from starting with one sentence that says so.</summary>
public class StartupTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var sentence = await FailsAsync($"--GrpcPort={port}");

        Assert.Contains($"127.0.0.1:{port}", sentence, StringComparison.Ordinal);
        Assert.Contains("statements", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_another_process_holds_is_named()
    {
        await using var app = await StatementsApp.StartAsync();
        var folder = Path.GetDirectoryName(app.Service.DatabaseFile)!;

        var sentence = await FailsAsync($"--Store:Folder={folder}");

        Assert.Contains(app.Service.DatabaseFile, sentence, StringComparison.Ordinal);
        Assert.Contains("used by another process", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        using var folder = new TempFolder();
        var file = folder.Combine("file");
        await File.WriteAllTextAsync(file, "not a folder");

        var sentence = await FailsAsync($"--Store:Folder={Path.Combine(file, "data")}");

        Assert.Contains(Path.Combine(file, "data"), sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_file_that_is_none_is_named()
    {
        using var folder = new TempFolder();
        var file = folder.Combine("statements.db");
        await File.WriteAllTextAsync(file, new string('x', 10_000));

        var sentence = await FailsAsync($"--Store:Folder={folder.Path}");

        Assert.Contains($"{file} is damaged", sentence, StringComparison.Ordinal);
        Assert.Equal(10_000, new FileInfo(file).Length);
    }

    [Fact]
    public async Task A_database_with_torn_pages_is_found_before_it_is_served()
    {
        await using var app = await StatementsApp.StartWithSourceAsync();
        await app.AddManyAsync([.. Enumerable.Range(0, 50).Select(i => $"s{i}")]);
        await app.Service.StopAsync();
        // The last connection to close brings the pages from the write-ahead log into the file.
        SqliteConnection.ClearAllPools();
        await TearAsync(app.Service.DatabaseFile);

        var exception = await Assert.ThrowsAsync<StartupException>(app.Service.StartAsync);

        Assert.Contains("is damaged", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--ListenAddress=nowhere", "ListenAddress")]
    [InlineData("--HttpPort=70000", "HttpPort")]
    [InlineData("--HttpPort=eighty", "HttpPort")]
    [InlineData("--Store:Folder=", "Folder")]
    [InlineData("--Store:ConnectionString=nonsense", "ConnectionString")]
    [InlineData("--Store:ConnectionString=Database=statements", "Host")]
    [InlineData("--Store:ConnectionString=Host=db;Prot=5432", "prot")]
    [InlineData("--Events:PubSubName=", "PubSubName")]
    [InlineData("--Events:PollInterval=00:00:00", "PollInterval")]
    [InlineData("--Events:PollInterval=soon", "PollInterval")]
    public async Task An_option_that_is_wrong_is_named(string option, string name)
    {
        var sentence = await FailsAsync(option);

        Assert.Contains(name, sentence, StringComparison.Ordinal);
        Assert.Contains("statements", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_hold_all_texts_is_refused()
    {
        StoreKind.PostgreSql.SkipUnlessAvailable();
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync("ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'");

        var sentence = await FailsAsync("--Store:ConnectionString=" + database);

        Assert.Equal("The database of statements has the encoding LATIN1, which cannot hold all texts; create one with UTF8.", sentence);
    }

    private static async Task<string> FailsAsync(string option)
    {
        var exception = await Assert.ThrowsAsync<StartupException>(() => StatementsApp.StartAsync(option));
        Assert.DoesNotContain('\n', exception.Message);
        return exception.Message;
    }

    private static async Task TearAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(4096).Fill(0xA5);
        await File.WriteAllBytesAsync(file, bytes);
    }
}
