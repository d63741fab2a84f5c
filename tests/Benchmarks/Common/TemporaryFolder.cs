namespace AllianceServices.Benchmarks.Common;

/// <summary>A folder of one run, deleted with all it holds at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alliance-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
