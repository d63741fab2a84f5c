namespace AllianceServices.DevSidecar;

/// <summary>Starts work that outlives its caller.</summary>
internal static class Background
{
    // Without this the work would carry the caller's trace and other ambient state for ever.
    public static Task Run(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(work);
        }
    }
}
