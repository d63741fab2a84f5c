using System.Text.Json;

namespace AllianceServices.TestKit.Oracle;

/// <summary>The rows of a data set in the import format, as plain JSON.</summary>
public sealed class ReferenceRows
{
    private readonly Dictionary<string, List<JsonElement>> _byKind = [];

    /// <summary>Reads rows in the import format; empty lines are skipped.</summary>
    public ReferenceRows(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement.EnumerateObject().Single();
            if (!_byKind.TryGetValue(row.Name, out var rows))
            {
                _byKind[row.Name] = rows = [];
            }
            rows.Add(row.Value.Clone());
        }
    }

    /// <summary>The folder of the shipped data set.</summary>
    public static string ShippedFolder { get; } = RepositoryRoot.Combine("services", "Local", "Data");

    /// <summary>Its files, in the order of import.</summary>
    public static IReadOnlyList<string> ShippedFiles { get; } = ["statements.jsonl", "agreements.jsonl", "criteria.jsonl"];

    /// <summary>Reads the shipped data set.</summary>
    public static ReferenceRows Shipped() => new(
        ShippedFiles.SelectMany(file => File.ReadLines(Path.Combine(ShippedFolder, file))));

    /// <summary>The sources.</summary>
    public IReadOnlyList<JsonElement> Sources => Of("source");
    /// <summary>The statements.</summary>
    public IReadOnlyList<JsonElement> Statements => Of("statement");
    /// <summary>The agreements.</summary>
    public IReadOnlyList<JsonElement> Agreements => Of("agreement");
    /// <summary>The organizations.</summary>
    public IReadOnlyList<JsonElement> Organizations => Of("organization");
    /// <summary>The tracks.</summary>
    public IReadOnlyList<JsonElement> Tracks => Of("track");
    /// <summary>The criteria of all tracks.</summary>
    public IReadOnlyList<JsonElement> Criteria => Of("criterion");
    /// <summary>The assessments of all criteria.</summary>
    public IReadOnlyList<JsonElement> Assessments => Of("assessment");

    private List<JsonElement> Of(string kind) => _byKind.GetValueOrDefault(kind, []);
}
