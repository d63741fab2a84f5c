using Google.Protobuf;

namespace AllianceServices.Cli.Exports;

/// <summary>Writes the rows of an export.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    /// <summary>Writes a row; false if the format holds no rows of its kind.</summary>
    ValueTask<bool> WriteAsync(IMessage row, CancellationToken cancellationToken);

    /// <summary>Writes what is still held back.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
