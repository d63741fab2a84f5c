using System.ComponentModel.DataAnnotations;

namespace AllianceServices.ServiceDefaults.Hosting;

/// <summary>How a service ends. Section `Shutdown` of the configuration.</summary>
public sealed class ShutdownOptions
{
    /// <summary>How long it serves on after it has said that it is not ready any more, so that callers turn to other replicas.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Delay { get; set; } = TimeSpan.Zero;

    /// <summary>How long calls that run after that have to come to their end.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);
}
