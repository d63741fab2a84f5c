using System.Globalization;
using Alliance.Operations.V1;
using Google.Protobuf.WellKnownTypes;
using Spectre.Console;

namespace AllianceServices.Cli.Views;

/// <summary>Prints dead letters for people.</summary>
internal static class DeadLetterPrinter
{
    public static void Print(IAnsiConsole console, IReadOnlyCollection<DeadLetter> letters)
    {
        if (letters.Count == 0)
        {
            console.WriteLine("There are no dead letters.");
            return;
        }
        var table = new Table().Border(TableBorder.None).AddColumns("Name", "Given up by", "Event", "About", "Times", "Last", "Replayed");
        foreach (var letter in letters)
        {
            table.AddRow(new[]
            {
                letter.Name, letter.Subscriber, letter.EventId, letter.EventSubject, letter.Deliveries.ToString(CultureInfo.InvariantCulture),
                Time(letter.LastTime), letter.ReplayTime is null ? "" : $"{Time(letter.ReplayTime)} by {letter.ReplayedBy}",
            }.Select(Markup.Escape).ToArray());
        }
        console.Write(table);
    }

    private static string Time(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
