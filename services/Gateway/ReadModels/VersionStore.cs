using System.Collections.Concurrent;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// The newest version of every resource, with the earlier ones behind it. It grows under its readers: each looks through a
/// horizon beyond which it sees nothing, so that a snapshot costs no copy.
/// </summary>
internal sealed class VersionStore
{
    private readonly ConcurrentDictionary<string, Version> _newest = new(StringComparer.Ordinal);

    /// <summary>The model that was made last; only from it can a next one be made.</summary>
    public ReadModel? Head { get; set; }

    /// <summary>The newest version of a resource; null where there is none.</summary>
    public Version? Newest(string name) => _newest.GetValueOrDefault(name);

    /// <summary>Adds the next version of a resource.</summary>
    public void Add(string name, Version version) => _newest[name] = version;
}
