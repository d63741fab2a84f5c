using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.TestKit;
using AllianceServices.TestKit.History;
using Grpc.Core;
using Grpc.Net.Client;
using StatementsClient = Alliance.Statements.V1.StatementsService.StatementsServiceClient;

namespace AllianceServices.Statements.Tests;

/// <summary>A register's process that is killed in the middle of an import to PostgreSQL loses and doubles nothing.</summary>
public class KilledImportTests
{
    private const string Program = "AllianceServices.Statements";
    private const string Listening = "Now listening on: ";

    // Some chunks, each of which is a transaction, before the end of the process.
    private const int Committed = 400;
    private const int Sent = 3000;
    private const int Rows = Sent + 500;

    [Fact]
    public async Task An_import_that_was_killed_is_finished_by_the_next()
    {
        await using var app = await StatementsApp.StartWithSourceAsync(StoreKind.PostgreSql);
        await using var database = await RawDatabase.OpenAsync(app.Service);
        await app.Service.StopAsync();
        using (var killed = ChildProgram.Start(Program, Options(app.Service.Database)))
        {
            using var channel = GrpcChannel.ForAddress(await GrpcAddressAsync(killed));
            using var call = new StatementsClient(channel).Import(cancellationToken: TestContext.Current.CancellationToken);
            var sending = SendAsync(call.RequestStream);
            await Eventually.BecomesAsync(database.ReadLogLengthAsync, length => length >= Committed, "the import is under way");
            killed.Signal("KILL");
            Assert.NotEqual(0, await killed.EndAsync());
            await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
            await sending;
        }
        // Less the source.
        var kept = await database.ReadLogLengthAsync() - 1;

        await app.Service.StartAsync();
        var response = await app.ImportAsync(Enumerable.Range(1, Rows).Select(Row));

        Assert.Equal(new ImportResponse { Created = Rows - kept, Unchanged = kept }, response);
        var held = await database.ReadAsync();
        HistoryAssert.IsToldByLog(held);
        Assert.Equal(
            Enumerable.Range(1, Rows).Select(line => Row(line).Statement.Name).Append(Sample.SourceName).Order(StringComparer.Ordinal),
            held.Log().Select(change => change.Name).Order(StringComparer.Ordinal));
    }

    private static string[] Options(string connectionString) =>
    [
        "--HttpPort=0", "--GrpcPort=0", "--CallbackPort=0", $"--Store:ConnectionString={connectionString}",
        "--DAPR_GRPC_ENDPOINT=http://127.0.0.1:1", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
    ];

    // The service tells its addresses in the order of its listeners: JSON, gRPC, callbacks.
    private static async Task<string> GrpcAddressAsync(ChildProgram program)
    {
        var addresses = await Eventually.BecomesAsync(
            () => Task.FromResult(program.Output.Where(line => line.Contains(Listening, StringComparison.Ordinal)).ToList()),
            lines => lines.Count == 3, "the process listens", TimeSpan.FromSeconds(60));
        return addresses[1].Trim()[Listening.Length..];
    }

    // The stream stays open, so that the import cannot have come to its end.
    private static async Task SendAsync(IClientStreamWriter<ImportRequest> rows)
    {
        try
        {
            foreach (var line in Enumerable.Range(1, Sent))
            {
                await rows.WriteAsync(Row(line));
            }
        }
        catch (RpcException)
        {
            // Nobody takes them any more.
        }
    }

    private static ImportRequest Row(int line) =>
        new() { Line = line, Statement = Sample.Statement(statement => statement.Name = $"statements/s{line}") };
}
