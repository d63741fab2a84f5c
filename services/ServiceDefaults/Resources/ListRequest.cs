using Google.Protobuf.WellKnownTypes;

namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>What a List call asks for (AIP-132, 158, 160), and for which of the two times.</summary>
/// <param name="PageSize">Most resources of the page; 0 for the default.</param>
/// <param name="PageToken">The next_page_token of the page before, or empty.</param>
/// <param name="Filter">The filter, or empty.</param>
/// <param name="OrderBy">The order, or empty for that by name.</param>
/// <param name="KnownAt">Only what was on record by then counts; null for everything.</param>
public sealed record ListRequest(int PageSize, string PageToken, string Filter, string OrderBy, Timestamp? KnownAt)
{
    /// <summary>The name of the parent, or empty.</summary>
    public string Parent { get; init; } = "";

    /// <summary>The day that is asked for, or empty for today.</summary>
    public string AsOf { get; init; } = "";

    /// <summary>The page size where the caller gives none.</summary>
    internal const int DefaultPageSize = 50;

    /// <summary>The number of resources of the page.</summary>
    internal int Size => PageSize == 0 ? DefaultPageSize : PageSize;

    /// <summary>Everything that must be the same from page to page.</summary>
    internal string Question => $"{Parent}\0{Filter}\0{OrderBy}\0{AsOf}\0{KnownAt}";
}
