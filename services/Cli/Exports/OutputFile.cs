namespace AllianceServices.Cli.Exports;

/// <summary>
/// A file that has its name only once it is complete. Until then its name ends in `.partial`, and if it never is complete it is
/// taken away again.
/// </summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly FileStream _stream;

    /// <summary>Begins a file.</summary>
    public OutputFile(string path)
    {
        _path = path;
        _partial = path + ".partial";
        _stream = new FileStream(_partial, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    /// <summary>Where its content goes.</summary>
    public Stream Content => _stream;

    /// <summary>Gives it its name, in place of a file that has it.</summary>
    public async Task CompleteAsync()
    {
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync();
        File.Move(_partial, _path, overwrite: true);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        File.Delete(_partial);
    }
}
