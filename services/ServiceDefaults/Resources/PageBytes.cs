namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>How much a page may hold: gRPC clients take messages of 4 MiB, if they are not told otherwise.</summary>
public static class PageBytes
{
    private const int Most = 3 * 1024 * 1024;

    /// <summary>
    /// What fits on a page of those that could be on it, at least one if there is one, and whether there are more. Whatever does
    /// not fit is not read.
    /// </summary>
    /// <param name="found">They, in their order.</param>
    /// <param name="size">Most that the page may hold.</param>
    /// <param name="sizeOf">The length of one in bytes.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<(List<T> Page, bool HasMore)> TakeAsync<T>(
        IAsyncEnumerable<T> found, int size, Func<T, int> sizeOf, CancellationToken cancellationToken)
    {
        var (page, bytes) = (new List<T>(), 0L);
        await foreach (var one in found.WithCancellation(cancellationToken))
        {
            bytes += sizeOf(one);
            if (page.Count == size || (bytes > Most && page.Count > 0))
            {
                return (page, true);
            }
            page.Add(one);
        }
        return (page, false);
    }

    /// <summary>Whether so many bytes are more than a message may hold.</summary>
    public static bool AreTooMany(long bytes) => bytes > Most;
}
