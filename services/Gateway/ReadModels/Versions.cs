using System.Collections.Immutable;
using AllianceServices.Gateway.Domain;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// Every version of every resource, found by name or by key, as of any cut. Immutable; a builder makes the next one, which
/// shares what did not change.
/// </summary>
internal sealed class Versions
{
    private readonly ImmutableDictionary<string, Version> _newest;
    private readonly ImmutableDictionary<Key, KeyIndex> _byKey;

    private Versions(ImmutableDictionary<string, Version> newest, ImmutableDictionary<Key, KeyIndex> byKey) =>
        (_newest, _byKey) = (newest, byKey);

    /// <summary>No resource at all.</summary>
    public static Versions Empty { get; } =
        new(ImmutableDictionary.Create<string, Version>(StringComparer.Ordinal), ImmutableDictionary<Key, KeyIndex>.Empty);

    /// <summary>The names of all resources that ever were.</summary>
    public IEnumerable<string> Names => _newest.Keys;

    /// <summary>The resource of that type and name, or null if it did not exist then.</summary>
    public T? Find<T>(string name, Cut cut)
        where T : class
    {
        var version = _newest.GetValueOrDefault(name);
        while (version is not null && !cut.Includes(version))
        {
            version = version.Earlier;
        }
        return version?.Facts as T;
    }

    /// <summary>The resources of that type that had the key then, the newest first.</summary>
    public IEnumerable<T> WithKey<T>(Key key, Cut cut)
        where T : class
    {
        var index = _byKey.GetValueOrDefault(key, KeyIndex.Empty);
        var names = cut == Cut.Latest
            ? index.Current.Select(item => item.Name)
            : index.Current.Select(item => item.Name).Union(index.Former);
        var found = names.Select(name => Find<T>(name, cut)).OfType<T>();
        return cut == Cut.Latest ? found : found.Where(facts => KeysOf.Facts(facts).Contains(key)).OrderBy(DatedName.Of, DatedName.NewestFirst);
    }

    /// <summary>The dates and names of the resources that had the key then.</summary>
    public ImmutableSortedSet<DatedName> Dated<T>(Key key, Cut cut)
        where T : class =>
        cut == Cut.Latest
            ? _byKey.GetValueOrDefault(key, KeyIndex.Empty).Current
            : WithKey<T>(key, cut).Select(DatedName.Of).ToImmutableSortedSet(DatedName.NewestFirst);

    /// <summary>Every date at which a resource with the key could ever have changed a view.</summary>
    public IEnumerable<DateOnly> DatesOf(Key key) => _byKey.GetValueOrDefault(key, KeyIndex.Empty).Dates;

    public Builder ToBuilder() => new(this);

    /// <summary>Takes the versions of a resource in the order of their changes.</summary>
    internal sealed class Builder(Versions origin)
    {
        private readonly ImmutableDictionary<string, Version>.Builder _newest = origin._newest.ToBuilder();
        private readonly Dictionary<Key, KeyIndex.Builder> _touched = [];

        public Version? Newest(string name) => _newest.GetValueOrDefault(name);

        public void Add(string name, Version version)
        {
            _newest[name] = version;
            var keys = KeysOf.Facts(version.Facts);
            if (version.Earlier is { } earlier)
            {
                foreach (var key in KeysOf.Facts(earlier.Facts))
                {
                    Of(key).Remove(DatedName.Of(earlier.Facts));
                }
            }
            foreach (var key in keys)
            {
                Of(key).Add(DatedName.Of(version.Facts), ChangeDates.Of(version.Facts));
            }
        }

        public Versions ToImmutable() => new(
            _newest.ToImmutable(),
            origin._byKey.SetItems(_touched.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToImmutable()))));

        private KeyIndex.Builder Of(Key key)
        {
            if (!_touched.TryGetValue(key, out var index))
            {
                _touched[key] = index = new(origin._byKey.GetValueOrDefault(key, KeyIndex.Empty));
            }
            return index;
        }
    }
}
