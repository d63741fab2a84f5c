using System.Text;
using Google.Protobuf;

namespace AllianceServices.Cli.Exports;

/// <summary>Writes JSON Lines.</summary>
internal sealed class JsonRowWriter(Stream stream) : IRowWriter
{
    private readonly StreamWriter _text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    /// <inheritdoc/>
    public async ValueTask<bool> WriteAsync(IMessage row, CancellationToken cancellationToken)
    {
        await _text.WriteLineAsync(JsonFormatter.Default.Format(row).AsMemory(), cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public Task FlushAsync(CancellationToken cancellationToken) => _text.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _text.DisposeAsync();
}
