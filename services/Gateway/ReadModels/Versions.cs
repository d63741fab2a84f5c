using System.Collections.Immutable;
using AllianceServices.Gateway.Domain;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>Every version of every resource up to a horizon, found by name or by key, as of any cut.</summary>
/// <param name="store">The versions.</param>
/// <param name="horizon">Where this snapshot ends.</param>
/// <param name="byKey">The index of the versions up to the horizon.</param>
internal sealed class Versions(VersionStore store, Horizon horizon, ImmutableDictionary<Key, KeyIndex> byKey)
{
    /// <summary>The index by key.</summary>
    public ImmutableDictionary<Key, KeyIndex> ByKey => byKey;

    /// <summary>The resource of that type and name, or null if it did not exist then.</summary>
    public T? Find<T>(string name, Cut cut)
        where T : class
    {
        var version = store.Newest(name);
        while (version is not null && !(horizon.Includes(version) && cut.Includes(version)))
        {
            version = version.Earlier;
        }
        return version?.Facts as T;
    }

    /// <summary>The resources of that type that had the key then, the newest first.</summary>
    public IEnumerable<T> WithKey<T>(Key key, Cut cut)
        where T : class
    {
        var index = byKey.GetValueOrDefault(key, KeyIndex.Empty);
        if (cut == Cut.Latest)
        {
            return index.Current.Select(item => Find<T>(item.Name, cut)).OfType<T>();
        }
        return index.Current.Select(item => item.Name).Union(index.Former)
            .Select(name => Find<T>(name, cut)).OfType<T>()
            .Where(facts => KeysOf.Facts(facts).Contains(key))
            .OrderBy(DatedName.Of, DatedName.NewestFirst);
    }

    /// <summary>The dates and names of the resources that had the key then.</summary>
    public ImmutableSortedSet<DatedName> Dated<T>(Key key, Cut cut)
        where T : class =>
        cut == Cut.Latest
            ? byKey.GetValueOrDefault(key, KeyIndex.Empty).Current
            : WithKey<T>(key, cut).Select(DatedName.Of).ToImmutableSortedSet(DatedName.NewestFirst);

    /// <summary>Every date at which a resource with the key could ever have changed a view.</summary>
    public IEnumerable<DateOnly> DatesOf(Key key) => byKey.GetValueOrDefault(key, KeyIndex.Empty).Dates;
}
