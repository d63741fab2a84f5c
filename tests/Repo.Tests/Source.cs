using AllianceServices.TestKit;

namespace AllianceServices.Repo.Tests;

/// <summary>The hand-written source of the repository.</summary>
internal static class Source
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "Migrations"];

    /// <summary>Files below a folder by extension, with paths from the repository's root.</summary>
    public static IEnumerable<string> Files(string folder, string extension) =>
        Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*" + extension, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(NotOurs).Any());

    public static string Read(string file) => File.ReadAllText(RepositoryRoot.Combine(file));
}
