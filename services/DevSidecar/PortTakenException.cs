namespace AllianceServices.DevSidecar;

/// <summary>A sidecar could not start because one of its ports is in use.</summary>
public sealed class PortTakenException : Exception
{
    private PortTakenException(string appId, string option, int port, Exception inner)
        : base($"{option} {port} of sidecar '{appId}' is taken by another process; choose another one, or 0 for any.", inner)
    {
        Port = port;
    }

    /// <summary>The port that is in use.</summary>
    public int Port { get; }

    // Kestrel tells the port only in its text.
    internal static PortTakenException For(SidecarOptions options, IOException exception)
    {
        var isHttp = exception.Message.Contains($":{options.HttpPort}:", StringComparison.Ordinal);
        return isHttp
            ? new PortTakenException(options.AppId, nameof(options.HttpPort), options.HttpPort, exception)
            : new PortTakenException(options.AppId, nameof(options.GrpcPort), options.GrpcPort, exception);
    }
}
