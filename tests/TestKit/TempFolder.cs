namespace AllianceServices.TestKit;

/// <summary>A folder of one test, deleted with all it holds when the test ends.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>The absolute path of the folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("alliance-test-").FullName;

    /// <summary>The absolute path of a file or folder inside it.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A test may take the folder away itself.
        }
    }
}
