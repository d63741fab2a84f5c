using System.Text.Json;
using AllianceServices.TestKit;

namespace AllianceServices.ReferenceData.Tests.Originals;

/// <summary>The original files, where they are at hand. They are not part of the repository.</summary>
internal static class OriginalData
{
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("ALLIANCE_REFERENCE_DATA") is { Length: > 0 } configured
            ? configured
            : RepositoryRoot.Combine("..", "shared", "data");

    /// <summary>The rows of `statements.json` and so on; skips the test where the folder does not exist.</summary>
    public static IReadOnlyList<JsonElement> Rows(string kind)
    {
        Assert.SkipUnless(
            Directory.Exists(Folder), $"The original data is not at {Folder}; ALLIANCE_REFERENCE_DATA names its folder.");
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, kind + ".json")));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}
