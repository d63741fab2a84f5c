namespace AllianceServices.ServiceDefaults.Resources;

/// <summary>How much a page may hold: gRPC clients take messages of 4 MiB, if they are not told otherwise.</summary>
public static class PageBytes
{
    private const int Most = 3 * 1024 * 1024;

    /// <summary>How many resources a page can hold of those that could be on it; at least one if there is one.</summary>
    /// <param name="sizes">Their lengths in bytes, in their order.</param>
    public static int CountThatFits(IEnumerable<int> sizes)
    {
        var (count, bytes) = (0, 0L);
        foreach (var size in sizes)
        {
            bytes += size;
            if (bytes > Most && count > 0)
            {
                break;
            }
            count++;
        }
        return count;
    }
}
