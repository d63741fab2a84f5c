using System.Diagnostics;
using AllianceServices.TestKit;

namespace AllianceServices.Manifests.Tests;

/// <summary>Programs and scripts that print something.</summary>
internal static class Scripts
{
    /// <summary>What a program on the path, or a script of the repository, prints.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var script = RepositoryRoot.Combine(program);
        using var process = Process.Start(new ProcessStartInfo(File.Exists(script) ? script : program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }
}
