using System.Text.Json;
using Alliance.Readiness.V1;
using AllianceServices.TestKit.Oracle;

namespace AllianceServices.SystemTests.ViewsOverTime;

/// <summary>The causes over the reference data are exactly what came or lapsed and bears on what differs, found by a walk over its rows.</summary>
public class StepCauseTests(ImportedSystem imported)
{
    private static readonly ReferenceRows Rows = ReadinessOracle.Shipped.Rows;

    // When each record came; a record that is not here has no day.
    private static readonly Dictionary<string, string> Dates = Rows.Statements.Concat(Rows.Assessments)
        .ToDictionary(row => Text(row, "name"), row => Text(row, "date"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Tracks => [ImportedSystem.Nato, ImportedSystem.Eu];

    [Theory]
    [MemberData(nameof(Tracks))]
    public async Task The_causes_of_every_step_are_the_records_of_the_day_and_the_words_that_lapse_on_it(string track)
    {
        var differences = (await imported.System.StepsAsync(track, pageSize: 1000))
            .SelectMany(step => step.Differences, (step, difference) => (Day: Views.Day(step.Date), difference)).ToList();

        Assert.All(differences, step => Assert.Equal(
            Expected(track, step.difference, step.Day).Order(StringComparer.Ordinal), Named(step.difference).Order(StringComparer.Ordinal)));
        Assert.True(differences.Count > 100);
    }

    [Theory]
    [InlineData(ImportedSystem.Nato, "2023-07-12", "2024-07-11")]
    [InlineData(ImportedSystem.Nato, "2025-06-01", "2025-06-02")]
    [InlineData(ImportedSystem.Nato, "1949-01-01", "2026-01-01")]
    [InlineData(ImportedSystem.Eu, "2019-12-31", "2020-12-31")]
    [InlineData(ImportedSystem.Eu, "2022-06-23", "2023-12-14")]
    public async Task Between_two_distant_days_the_causes_came_or_lapsed_and_what_decides_is_among_them(string track, string from, string to)
    {
        var steps = await imported.System.Readiness.ListReadinessChangesAsync(
            new() { Name = track + "/readiness", From = from, To = to, PageSize = 1000 }, cancellationToken: Ct);
        // Whatever made a step on the way may have made the difference; nothing else can have.
        var onTheWay = steps.Changes.SelectMany(step => step.Differences, (step, difference) => (difference, Day: Views.Day(step.Date)))
            .SelectMany(step => Expected(track, step.difference, step.Day), (step, record) => (Subject(step.difference), record)).ToHashSet();

        var differences = await CompareAsync(track, from, to);

        Assert.All(differences, difference =>
        {
            Assert.NotEmpty(difference.Causes);
            Assert.Subset(onTheWay, Named(difference).Select(record => (Subject(difference), record)).ToHashSet());
            Assert.Subset(Named(difference).ToHashSet(), Deciding(difference).Where(record => Came(record, from, to)).ToHashSet());
        });
    }

    [Fact]
    public async Task A_division_that_the_heads_of_state_end_is_not_laid_to_the_word_that_began_it()
    {
        var ended = (await CompareAsync(ImportedSystem.Nato, "2025-06-01", "2025-06-02"))
            .Where(difference => difference.Position is { Before.Divided: true, After.Divided: false }).ToList();

        Assert.Equal(["LT", "PL", "RO"], ended.Select(difference => difference.Position.Party));
        Assert.All(ended, difference => Assert.Equal(["statements/vilnius-chairs-2025-06-02"], Named(difference)));
    }

    [Theory]
    [InlineData("anti-corruption")]
    [InlineData("consensus")]
    [InlineData("war-ended")]
    public async Task What_an_assessment_cites_no_longer_is_no_cause(string criterion)
    {
        var differences = await CompareAsync(ImportedSystem.Nato, "2024-06-16", "2024-06-17");

        var difference = Assert.Single(differences, difference => Subject(difference) == $"{ImportedSystem.Nato}/criteria/nato-{criterion}");
        Assert.Equal(
            [$"{ImportedSystem.Nato}/criteria/nato-{criterion}/assessments/2024-06-17", "statements/kirby-2024-06-17"], Named(difference));
    }

    private async Task<IReadOnlyList<Difference>> CompareAsync(string track, string from, string to) =>
        (await imported.System.Readiness.CompareReadinessAsync(
            new() { Name = track + "/readiness", From = from, To = to }, cancellationToken: Ct)).Differences;

    private static IEnumerable<string> Expected(string track, Difference difference, DateOnly day) => difference switch
    {
        { Criterion: { } criterion } => ReadinessOracle.Shipped.CausesOfCriterion(criterion.Criterion, day),
        { Position: { Before: not null, After: not null } position } => ReadinessOracle.Shipped.CausesOfPosition(track, position.Party, day),
        { Position: not null } => [Text(Rows.Tracks.Single(row => Text(row, "name") == track), "organization")],
        _ => [difference.Agreement.Agreement],
    };

    // The records that the later view names for what it says.
    private static IEnumerable<string> Deciding(Difference difference) => difference switch
    {
        { Criterion: { } criterion } => [criterion.After.Assessment],
        { Position: { Before: not null, After: { } position } } => [position.Record, position.DividedRecord],
        _ => [],
    };

    private static bool Came(string record, string from, string to) => Dates.TryGetValue(record, out var date)
        && string.CompareOrdinal(date, from) > 0 && string.CompareOrdinal(date, to) <= 0;

    private static string Subject(Difference difference) =>
        difference.Criterion?.Criterion ?? difference.Position?.Party ?? difference.Agreement.Agreement;

    private static IEnumerable<string> Named(Difference difference) => difference.Causes.Select(cause => cause.Record);

    private static string Text(JsonElement row, string field) => row.GetProperty(field).GetString()!;
}
