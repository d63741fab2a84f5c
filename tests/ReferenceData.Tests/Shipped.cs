using AllianceServices.TestKit.Oracle;

namespace AllianceServices.ReferenceData.Tests;

/// <summary>The lines and rows of the shipped data set.</summary>
internal static class Shipped
{
    public static ReferenceRows Rows { get; } = ReferenceRows.Shipped();

    public static string PathOf(string file) => Path.Combine(ReferenceRows.ShippedFolder, file);

    public static string[] Lines(string file) => File.ReadAllLines(PathOf(file));
}
