using System.Text.Json;

namespace AllianceServices.ReferenceData.Tests;

/// <summary>The rows are all there, and what they name exists.</summary>
public class RowTests
{
    private static readonly Dictionary<string, IReadOnlyList<JsonElement>> Kinds = new()
    {
        ["sources"] = Shipped.Rows.Sources,
        ["statements"] = Shipped.Rows.Statements,
        ["agreements"] = Shipped.Rows.Agreements,
        ["organizations"] = Shipped.Rows.Organizations,
        ["tracks"] = Shipped.Rows.Tracks,
        ["criteria"] = Shipped.Rows.Criteria,
        ["assessments"] = Shipped.Rows.Assessments,
    };

    [Theory]
    [InlineData("sources", 464)]
    [InlineData("statements", 149)]
    [InlineData("agreements", 37)]
    [InlineData("organizations", 2)]
    [InlineData("tracks", 2)]
    [InlineData("criteria", 71)]
    [InlineData("assessments", 129)]
    public void Every_row_is_there_once(string kind, int count)
    {
        Assert.Equal(count, Kinds[kind].Count);
        Assert.Equal(count, Kinds[kind].Select(Name).Distinct().Count());
    }

    [Theory]
    [InlineData("statements.jsonl", "source", "statement")]
    [InlineData("agreements.jsonl", "agreement")]
    [InlineData("criteria.jsonl", "organization", "track", "criterion", "assessment")]
    public void A_file_holds_what_others_refer_to_first(string file, params string[] kinds)
    {
        var found = Shipped.Lines(file).Select(line => line.Split('"')[1]).ToList();
        Assert.Equal(kinds, found.Distinct());
        Assert.Equal(found.OrderBy(kind => Array.IndexOf(kinds, kind)), found);
    }

    [Fact]
    public void Every_name_that_a_row_mentions_exists()
    {
        var names = Kinds.Values.SelectMany(rows => rows).Select(Name).ToHashSet();
        var prefixes = Kinds.Keys.Select(kind => kind + "/").ToArray();
        var mentioned = Kinds.Values.SelectMany(rows => rows).SelectMany(Strings)
            .Where(text => Array.Exists(prefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal)))
            .ToList();

        Assert.All(mentioned, name => Assert.Contains(name, names));
        // 854 rows name themselves; the originals hold 1664 references.
        Assert.Equal(854 + 1664, mentioned.Count);
    }

    [Theory]
    [InlineData("statements", "sources", "sources/", 336)]
    [InlineData("statements", "criteria", "tracks/", 168)]
    [InlineData("statements", "agreements", "agreements/", 13)]
    [InlineData("statements", "aboutOrganizations", "organizations/", 165)]
    [InlineData("agreements", "sources", "sources/", 137)]
    [InlineData("agreements", "criteria", "tracks/", 57)]
    [InlineData("criteria", "sources", "sources/", 232)]
    [InlineData("assessments", "sources", "sources/", 194)]
    [InlineData("organizations", "sources", "sources/", 6)]
    public void A_list_of_references_holds_names_of_its_kind(string kind, string field, string prefix, int count)
    {
        var references = Kinds[kind].SelectMany(row => List(row, field)).Select(item => item.GetString()!).ToList();
        Assert.Equal(count, references.Count);
        Assert.All(references, name => Assert.StartsWith(prefix, name, StringComparison.Ordinal));
    }

    [Fact]
    public void Evidence_is_a_statement_or_an_agreement()
    {
        var evidence = Shipped.Rows.Assessments.SelectMany(row => List(row, "evidence")).Select(item => item.GetString()!).ToList();
        Assert.Equal(67, evidence.Count);
        Assert.All(evidence, name => Assert.Matches("^(statements|agreements)/", name));
    }

    [Fact]
    public void A_parent_is_an_earlier_criterion_of_the_same_track_without_a_parent()
    {
        var tops = new HashSet<string>();
        foreach (var row in Shipped.Rows.Criteria)
        {
            if (!row.TryGetProperty("parent", out var parent))
            {
                tops.Add(Name(row));
                continue;
            }
            Assert.Contains(parent.GetString()!, tops);
            Assert.Equal(Track(Name(row)), Track(parent.GetString()!));
            Assert.False(row.TryGetProperty("weight", out _));
        }
        Assert.Equal(35, tops.Count);
    }

    [Fact]
    public void An_assessment_is_named_by_its_criterion_and_its_day()
    {
        var criteria = Shipped.Rows.Criteria.Select(Name).ToHashSet();
        foreach (var row in Shipped.Rows.Assessments)
        {
            var (criterion, id) = Name(row).Split("/assessments/") switch { [var first, var last] => (first, last), _ => default };
            Assert.Contains(criterion, criteria);
            Assert.Matches($"^{row.GetProperty("date").GetString()}(-[2-9])?$", id);
        }
    }

    [Theory]
    [InlineData("tracks/nato-ukraine", 15)]
    [InlineData("tracks/eu-ukraine", 20)]
    public void The_weights_of_a_track_sum_to_100(string track, int weighted)
    {
        var weights = Shipped.Rows.Criteria
            .Where(row => Track(Name(row)) == track && row.TryGetProperty("weight", out _))
            .Select(row => row.GetProperty("weight").TryGetProperty("value", out var value) ? value.GetInt32() : 0)
            .ToList();
        Assert.Equal(weighted, weights.Count);
        Assert.Equal(100, weights.Sum());
    }

    private static string Name(JsonElement row) => row.GetProperty("name").GetString()!;

    private static string Track(string criterion) => string.Join('/', criterion.Split('/').Take(2));

    private static List<JsonElement> List(JsonElement row, string field) =>
        row.TryGetProperty(field, out var list) ? [.. list.EnumerateArray()] : [];

    // An assessment's or criterion's own name starts with `tracks/` and is thereby looked up too, which does no harm.
    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => Strings(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
