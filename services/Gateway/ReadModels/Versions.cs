using System.Collections.Immutable;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// Every version of every resource, found by name or by key, as known at an instant. Immutable; a builder makes the next
/// one. An instant of null means all that is known.
/// </summary>
internal sealed class Versions
{
    private readonly Func<object, IEnumerable<string>> _keysOf;
    private readonly ImmutableDictionary<string, ImmutableList<Version>> _byName;

    // The names of all resources that had the key in any version: one index for every instant.
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> _namesByKey;

    /// <summary>Starts empty.</summary>
    /// <param name="keysOf">The keys by which the facts of a resource can be found.</param>
    public Versions(Func<object, IEnumerable<string>> keysOf)
        : this(
            keysOf,
            ImmutableDictionary<string, ImmutableList<Version>>.Empty,
            ImmutableDictionary<string, ImmutableHashSet<string>>.Empty)
    {
    }

    private Versions(
        Func<object, IEnumerable<string>> keysOf,
        ImmutableDictionary<string, ImmutableList<Version>> byName,
        ImmutableDictionary<string, ImmutableHashSet<string>> namesByKey)
    {
        _keysOf = keysOf;
        _byName = byName;
        _namesByKey = namesByKey;
    }

    /// <summary>The resource of that type and name, or null if it did not exist then.</summary>
    public T? Find<T>(string name, DateTimeOffset? knownAt)
        where T : class =>
        _byName.GetValueOrDefault(name)?.FindLast(v => knownAt is null || v.RecordTime <= knownAt)?.Facts as T;

    /// <summary>The resources of that type and those names that existed then.</summary>
    public IEnumerable<T> FindAll<T>(IEnumerable<string> names, DateTimeOffset? knownAt)
        where T : class =>
        names.Select(name => Find<T>(name, knownAt)).OfType<T>();

    /// <summary>The resources of that type that had the key then.</summary>
    public IEnumerable<T> WithKey<T>(string key, DateTimeOffset? knownAt)
        where T : class =>
        FindAll<T>(_namesByKey.GetValueOrDefault(key, []), knownAt).Where(facts => _keysOf(facts).Contains(key));

    public Builder ToBuilder() => new(this);

    /// <summary>Takes the versions of a resource in the order of their record times.</summary>
    internal sealed class Builder(Versions origin)
    {
        private readonly ImmutableDictionary<string, ImmutableList<Version>>.Builder _byName = origin._byName.ToBuilder();
        private readonly ImmutableDictionary<string, ImmutableHashSet<string>>.Builder _namesByKey =
            origin._namesByKey.ToBuilder();

        public void Add(string name, DateTimeOffset recordTime, object facts)
        {
            _byName[name] = _byName.GetValueOrDefault(name, []).Add(new Version(recordTime, facts));
            foreach (var key in origin._keysOf(facts))
            {
                _namesByKey[key] = _namesByKey.GetValueOrDefault(key, []).Add(name);
            }
        }

        public Versions ToImmutable() => new(origin._keysOf, _byName.ToImmutable(), _namesByKey.ToImmutable());
    }

    private sealed record Version(DateTimeOffset RecordTime, object Facts);
}
