using System.Security.Cryptography;
using Alliance.Agreements.V1;
using Alliance.Criteria.V1;
using Alliance.Statements.V1;
using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace AllianceServices.Local;

/// <summary>The data set that is shipped with the project, imported through the public API.</summary>
public static class ReferenceData
{
    private const string MarkerFile = "reference-data.imported";

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
        var headers = new Metadata { { Actors.Header, "reference-data" } };
        yield return (Files[0], await JsonLines.SendAsync(
            Path.Combine(Folder, Files[0]), Alliance.Statements.V1.ImportRequest.Parser, (row, line) => row.Line = line,
            new StatementsService.StatementsServiceClient(system.Statements.Channel).Import(headers, cancellationToken: cancellationToken)));
        yield return (Files[1], await JsonLines.SendAsync(
            Path.Combine(Folder, Files[1]), Alliance.Agreements.V1.ImportRequest.Parser, (row, line) => row.Line = line,
            new AgreementsService.AgreementsServiceClient(system.Agreements.Channel).Import(headers, cancellationToken: cancellationToken)));
        yield return (Files[2], await JsonLines.SendAsync(
            Path.Combine(Folder, Files[2]), Alliance.Criteria.V1.ImportRequest.Parser, (row, line) => row.Line = line,
            new CriteriaService.CriteriaServiceClient(system.Criteria.Channel).Import(headers, cancellationToken: cancellationToken)));
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
