using System.Security.Cryptography;
using Alliance.Type.V1;
using AllianceServices.Cli;
using AllianceServices.Cli.Imports;
using AllianceServices.Cli.Rows;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Local;

/// <summary>The data set that is shipped with the project, imported through the public API.</summary>
public static class ReferenceData
{
    private const string MarkerFile = "reference-data.imported";
    private const string Actor = "reference-data";

    /// <summary>The folder of the shipped files.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Data");

    private static readonly string[] Files = ["statements.jsonl", "agreements.jsonl", "criteria.jsonl"];

    /// <summary>Whether this very data set was imported into a data folder, to its end.</summary>
    public static bool IsImported(string dataFolder)
    {
        if (Files.FirstOrDefault(file => !File.Exists(Path.Combine(Folder, file))) is { } missing)
        {
            throw new StartupException($"The reference data set is not complete: {Path.Combine(Folder, missing)} is missing.");
        }
        var marker = Path.Combine(dataFolder, MarkerFile);
        return File.Exists(marker) && File.ReadAllText(marker) == Fingerprint();
    }

    /// <summary>Notes that the import came to its end without a refused row.</summary>
    public static void MarkImported(string dataFolder) => File.WriteAllText(Path.Combine(dataFolder, MarkerFile), Fingerprint());

    /// <summary>Imports the three files in the order in which they refer to one another.</summary>
    public static async IAsyncEnumerable<(string File, ImportResponse Report)> ImportAsync(
        LocalSystem system, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return (Files[0], await ImportAsync(Files[0], Kind.Statements, system.Statements, cancellationToken));
        yield return (Files[1], await ImportAsync(Files[1], Kind.Agreements, system.Agreements, cancellationToken));
        yield return (Files[2], await ImportAsync(Files[2], Kind.Criteria, system.Criteria, cancellationToken));
    }

    private static async Task<ImportResponse> ImportAsync(
        string file, Kind kind, LocalService register, CancellationToken cancellationToken)
    {
        var report = new ImportResponse();
        await using var content = File.OpenRead(Path.Combine(Folder, file));
        var target = new RegisterImport(
            register.Channel.CreateCallInvoker(), kind, Actor, RegisterImport.DefaultPatience, TimeProvider.System, Console.Error.WriteLine);
        var import = new RowImport(target, report.Errors.Add, progress =>
            (report.Created, report.Unchanged, report.Refused) = (progress.Created, progress.Unchanged, progress.Refused));
        await import.RunAsync(new RowFile(file, content, kind, FileFormat.Jsonl).ReadAsync(fromLine: 1, cancellationToken), cancellationToken);
        return report;
    }

    private static string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files)
        {
            hash.AppendData(File.ReadAllBytes(Path.Combine(Folder, file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
