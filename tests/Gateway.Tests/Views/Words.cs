using System.Globalization;
using Alliance.Criteria.V1;
using Alliance.Type.V1;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>What a government and a head of state said, and the position that follows from it, worked out day by day.</summary>
internal sealed record Word(int Day, string Record, Stance Stance, bool OfHeadOfState)
{
    private DateOnly Date => Histories.Day(Day);

    // A head of state's word divides a country for two years.
    private DateOnly DividesUntil => Date.AddYears(2);

    private PositionRecord ToEntry() => new()
    {
        Record = Record,
        Date = Iso(Date),
        Stance = Stance,
        Level = OfHeadOfState ? AuthorityLevel.HeadOfState : AuthorityLevel.Government,
        Counts = true,
    };

    /// <summary>The position of a country by all of its words.</summary>
    public static Position PositionOf(string country, IEnumerable<Word> words)
    {
        var inOrder = words.OrderBy(word => word.Day).ThenBy(word => word.Record, StringComparer.Ordinal).ToList();
        var position = Resources.Position(country, Stance.Supports);
        position.Steps.Clear();
        position.Entries.Add(inOrder.Select(word => word.ToEntry()));
        foreach (var day in inOrder.SelectMany(word => new[] { word.Date, word.DividesUntil.AddDays(1) }).Distinct().Order())
        {
            var step = StepOn(day, inOrder, position.Steps.LastOrDefault());
            if (position.Steps.Count == 0 || !step.Equals(new PositionStep(position.Steps[^1]) { From = step.From }))
            {
                position.Steps.Add(step);
            }
        }
        return position;
    }

    private static PositionStep StepOn(DateOnly day, List<Word> words, PositionStep? before)
    {
        var headOfState = words.LastOrDefault(word => word.Date <= day && word.OfHeadOfState);
        var decisive = words.LastOrDefault(word => word.Date <= day && !word.OfHeadOfState) ?? headOfState!;
        var goesOn = before?.Stance == decisive.Stance;
        var divided = headOfState is not null && headOfState.Stance != decisive.Stance && day <= headOfState.DividesUntil;
        return new()
        {
            From = Iso(day),
            Stance = decisive.Stance,
            Record = decisive.Record,
            Since = goesOn ? before!.Since : Iso(decisive.Date),
            SinceRecord = goesOn ? before!.SinceRecord : decisive.Record,
            Divided = divided,
            DividedRecord = divided ? headOfState!.Record : "",
        };
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
