using System.Data.Common;
using AllianceServices.Benchmarks.Common;
using AllianceServices.ServiceDefaults.Hosting;
using AllianceServices.Statements;

namespace AllianceServices.Benchmarks.Registers;

/// <summary>A table's rows as the database has them.</summary>
internal sealed record RawTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<object[]> Rows);

/// <summary>A database of the Statements register, and the bare way to do what the register does with it.</summary>
internal abstract class Database
{
    /// <summary>The database system, for tables.</summary>
    public abstract string System { get; }

    /// <summary>The option by which a register is told to use it.</summary>
    protected abstract string Option { get; }

    /// <summary>Starts the register on it, which makes the tables, and waits until it listens.</summary>
    public async Task<RegisterProcess> ServeAsync(CancellationToken cancellationToken)
    {
        var process = RegisterProcess.Start(ServiceInfo.Statements, typeof(StatementsHost), Option);
        await process.ListenAsync(cancellationToken);
        return process;
    }

    /// <summary>A connection, open, as the register sets its own.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Adds rows of one table by the fastest way that the database has for it.</summary>
    public abstract Task AddAsync(DbConnection connection, DbTransaction transaction, RawTable table, int first, int count, CancellationToken cancellationToken);

    /// <summary>The SQL of a bare search: the snapshots of the best statements that have all words, as a person would write it.</summary>
    public abstract string SearchSql { get; }

    /// <summary>Words as that SQL takes them.</summary>
    public abstract string Match(IEnumerable<string> words);

    /// <summary>Lets the database do now what it would do by itself a while after many rows came.</summary>
    public abstract Task SettleAsync(CancellationToken cancellationToken);

    /// <summary>All rows of a table in an order.</summary>
    public async Task<RawTable> ReadAsync(string table, string orderBy, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} ORDER BY {orderBy}";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return new(table, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
    }
}
