using System.Data.Common;
using AllianceServices.Benchmarks.Common;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>A question's bare SQL on a connection of its own, run at once or behind the least that a gRPC service can be.</summary>
internal sealed class BareQuery : Rows.RowsBase, IAsyncDisposable
{
    private readonly DbConnection _connection;
    private BareServer? _server;
    private GrpcChannel? _channel;

    private BareQuery(DbConnection connection) => _connection = connection;

    /// <summary>The question.</summary>
    public PageCase? Case { get; set; }

    public static async Task<BareQuery> OpenAsync(Database database, CancellationToken cancellationToken)
    {
        var query = new BareQuery(await database.OpenAsync(cancellationToken));
        query._server = await BareServer.StartAsync(
            services => services.AddSingleton(query), app => app.MapGrpcService<BareQuery>(), cancellationToken);
        query._channel = GrpcChannel.ForAddress(query._server.Address);
        return query;
    }

    /// <summary>Runs it here, and returns how many rows it read.</summary>
    public async Task<int> ReadAsync(int draw, CancellationToken cancellationToken) => (await RowsAsync(draw, cancellationToken)).Count;

    /// <summary>Asks the service for the same.</summary>
    public async Task<int> AskAsync(int draw, CancellationToken cancellationToken) =>
        (await new Rows.RowsClient(_channel).ReadAsync(new() { Draw = draw }, cancellationToken: cancellationToken)).Rows.Count;

    /// <inheritdoc/>
    public override async Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) =>
        new() { Rows = { (await RowsAsync(request.Draw, context.CancellationToken)).Select(row => UnsafeByteOperations.UnsafeWrap(row)) } };

    public async ValueTask DisposeAsync()
    {
        _channel!.Dispose();
        await _server!.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<List<byte[]>> RowsAsync(int draw, CancellationToken cancellationToken)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = Case!.Sql;
        foreach (var (name, value) in Case.Bind(draw))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<byte[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetFieldValue<byte[]>(0));
        }
        return rows;
    }
}
