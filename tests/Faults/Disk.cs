using System.Diagnostics;

namespace AllianceServices.Faults;

/// <summary>A small disk of one service, which can be filled. Making one takes the right to mount.</summary>
internal sealed class Disk : IDisposable
{
    private readonly string _folder;

    private Disk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Makes a disk of a folder; null where that is not allowed.</summary>
    public static Disk? TryMake(string folder)
    {
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", "size=256m", "none", folder) ? new(folder) : null;
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var file = File.Create(Filler);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Clear() => File.Delete(Filler);

    /// <inheritdoc/>
    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
