using System.ComponentModel.DataAnnotations;

namespace AllianceServices.Gateway;

/// <summary>How watchers are served. Section `Watch` of the configuration.</summary>
public sealed class WatchOptions
{
    /// <summary>How long a stream may be silent before it says that it is alive.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:15")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);
}
