using System.Text.Json;
using AllianceServices.TestKit.Oracle;

namespace AllianceServices.ReferenceData.Tests.Originals;

/// <summary>
/// The shipped rows say what the original files say: nothing missing, nothing added, nothing changed. Skipped where the
/// originals are not at hand.
/// </summary>
public class FieldByFieldTests
{
    private static readonly ReferenceRows Rows = Shipped.Rows;

    [Fact]
    public void Sources() =>
        AssertSame(OriginalData.Rows("sources").Select(Translations.Source.Expected), Rows.Sources);

    [Fact]
    public void Statements() =>
        AssertSame(
            OriginalData.Rows("statements").Select(Translations.Statement(CriterionName()).Expected), Rows.Statements);

    [Fact]
    public void Organizations() =>
        AssertSame(OriginalData.Rows("organizations").Select(Translations.Organization.Expected), Rows.Organizations);

    [Fact]
    public void Criteria()
    {
        var translation = Translations.Criterion(CriterionName());
        var originals = OriginalData.Rows("criteria").Select(row => translation.Expected(Without(row, "assessments")));
        AssertSame(originals, Rows.Criteria);
    }

    [Fact]
    public void Assessments()
    {
        var statements = OriginalData.Rows("statements").Select(Id).ToHashSet();
        var criterionName = CriterionName();
        var translation = Translations.Assessment(id => (statements.Contains(id) ? "statements/" : "agreements/") + id);

        var originals = OriginalData.Rows("criteria").SelectMany(criterion =>
            criterion.GetProperty("assessments").EnumerateArray()
                .GroupBy(assessment => assessment.GetProperty("date").GetString()!)
                .SelectMany(day => day.Select((assessment, index) =>
                {
                    var expected = translation.Expected(assessment);
                    var id = index == 0 ? day.Key : $"{day.Key}-{index + 1}";
                    expected["name"] = Leaves.Quoted($"{criterionName(Id(criterion))}/assessments/{id}");
                    return expected;
                })));
        AssertSame(originals, Rows.Assessments);
    }

    [Fact]
    public void Agreements()
    {
        var translation = Translations.Agreement(CriterionName());
        var published = OriginalData.Rows("sources").ToDictionary(Id, row => row.GetProperty("published_on").GetString());
        var originals = OriginalData.Rows("agreements").Select(row =>
        {
            var expected = translation.Expected(row);
            expected["membershipPaths[0].organization"] = Leaves.Quoted("organizations/nato");
            expected["membershipPaths[1].organization"] = Leaves.Quoted("organizations/eu");
            AgreementShape.AddParties(expected, row);
            AgreementShape.AddLifecycle(expected, row, published);
            return expected;
        });
        AssertSame(originals, Rows.Agreements);
    }

    // The originals know organizations and a candidate, but no tracks: these two rows are the project's own.
    [Fact]
    public void Tracks() =>
        Assert.Equal(
            [
                """{"name":"tracks/nato-ukraine","displayName":"Ukraine's accession to NATO","organization":"organizations/nato","candidate":"UA"}""",
                """{"name":"tracks/eu-ukraine","displayName":"Ukraine's accession to the EU","organization":"organizations/eu","candidate":"UA"}""",
            ],
            Rows.Tracks.Select(row => row.GetRawText()));

    private static void AssertSame(
        IEnumerable<SortedDictionary<string, string>> originals, IReadOnlyList<JsonElement> shipped)
    {
        var expected = originals.ToList();
        var actual = shipped.Select(Leaves.Shipped).ToList();
        Assert.Equal(expected.Select(row => row["name"]), actual.Select(row => row["name"]));
        foreach (var (original, row) in expected.Zip(actual))
        {
            Assert.Equal(Lines(original), Lines(row));
        }
        Assert.Equal(expected.Sum(row => row.Count), actual.Sum(row => row.Count));
    }

    private static string Lines(SortedDictionary<string, string> leaves) =>
        string.Join('\n', leaves.Select(leaf => $"{leaf.Key} = {leaf.Value}"));

    private static Func<string, string> CriterionName() => Translations.CriterionNames(OriginalData.Rows("criteria"));

    private static string Id(JsonElement row) => row.GetProperty("id").GetString()!;

    private static JsonElement Without(JsonElement row, string field) =>
        JsonSerializer.SerializeToElement(row.EnumerateObject()
            .Where(property => property.Name != field)
            .ToDictionary(property => property.Name, property => property.Value));
}
