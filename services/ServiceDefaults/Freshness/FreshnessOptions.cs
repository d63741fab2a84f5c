using System.ComponentModel.DataAnnotations;

namespace AllianceServices.ServiceDefaults.Freshness;

/// <summary>How long reads wait for what their tokens stand for. Section `Freshness` of the configuration.</summary>
public sealed class FreshnessOptions
{
    /// <summary>How long a call without a deadline waits.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);
}
