using System.Collections.Immutable;
using AllianceServices.Gateway.Domain;

namespace AllianceServices.Gateway.ReadModels;

/// <summary>
/// What is known under one key. Immutable; it is put in order when it is first read, so that a million changes that are read
/// one after the other are sorted once.
/// </summary>
internal sealed class KeyIndex
{
    private readonly Sets _origin;
    private Step? _steps;
    private volatile Sets? _sets;

    private KeyIndex(Sets origin, Step? steps) => (_origin, _steps, _sets) = (origin, steps, steps is null ? origin : null);

    /// <summary>Nothing.</summary>
    public static KeyIndex Empty { get; } =
        new(new(DatedName.None, ImmutableHashSet.Create<string>(StringComparer.Ordinal), []), null);

    /// <summary>The resources whose newest version has the key, the newest first.</summary>
    public ImmutableSortedSet<DatedName> Current => InOrder.Current;

    /// <summary>Names of resources of which an earlier version had the key, perhaps with another date.</summary>
    public ImmutableHashSet<string> Former => InOrder.Former;

    /// <summary>
    /// Every date at which a resource with the key could change a view. A date is never taken out: one at which nothing
    /// changes any more costs a comparison, no answer.
    /// </summary>
    public ImmutableSortedSet<DateOnly> Dates => InOrder.Dates;

    /// <summary>The index after a resource got the key, or a new version with it.</summary>
    public KeyIndex Add(object facts) => After(facts, isAdded: true);

    /// <summary>The index after a version was replaced by another.</summary>
    public KeyIndex Remove(object facts) => After(facts, isAdded: false);

    private Sets InOrder => _sets ?? PutInOrder();

    private KeyIndex After(object facts, bool isAdded) =>
        _sets is { } sets ? new(sets, new(facts, isAdded, null)) : new(_origin, new(facts, isAdded, _steps));

    private Sets PutInOrder()
    {
        lock (this)
        {
            if (_sets is null)
            {
                _sets = _origin.After(_steps);
                _steps = null;
            }
            return _sets;
        }
    }

    // Steps that have not been put in order yet, the newest first.
    private sealed record Step(object Facts, bool IsAdded, Step? Before);

    private sealed record Sets(
        ImmutableSortedSet<DatedName> Current, ImmutableHashSet<string> Former, ImmutableSortedSet<DateOnly> Dates)
    {
        public Sets After(Step? newest)
        {
            var (added, removed, dates) = (new HashSet<DatedName>(), new HashSet<DatedName>(), new HashSet<DateOnly>());
            var former = new HashSet<string>(StringComparer.Ordinal);
            foreach (var step in OldestFirst(newest))
            {
                var item = DatedName.Of(step.Facts);
                if (step.IsAdded)
                {
                    removed.Remove(item);
                    added.Add(item);
                    dates.UnionWith(ChangeDates.Of(step.Facts));
                }
                else
                {
                    added.Remove(item);
                    removed.Add(item);
                    former.Add(item.Name);
                }
            }
            return new(Current.Except(removed).Union(added), Former.Union(former), Dates.Union(dates));
        }

        private static Stack<Step> OldestFirst(Step? newest)
        {
            var steps = new Stack<Step>();
            for (var step = newest; step is not null; step = step.Before)
            {
                steps.Push(step);
            }
            return steps;
        }
    }
}

/// <summary>Makes the next index of all keys from versions as they come.</summary>
internal sealed class KeyIndexes(ImmutableDictionary<Key, KeyIndex> origin)
{
    private readonly Dictionary<Key, KeyIndex> _touched = [];

    /// <summary>Puts a version in the place of the one before it.</summary>
    public void Add(Version version)
    {
        foreach (var key in version.Earlier is { } earlier ? KeysOf.Facts(earlier.Facts) : [])
        {
            _touched[key] = Of(key).Remove(version.Earlier!.Facts);
        }
        foreach (var key in KeysOf.Facts(version.Facts))
        {
            _touched[key] = Of(key).Add(version.Facts);
        }
    }

    public ImmutableDictionary<Key, KeyIndex> ToImmutable() => origin.SetItems(_touched);

    private KeyIndex Of(Key key) => _touched.GetValueOrDefault(key) ?? origin.GetValueOrDefault(key, KeyIndex.Empty);
}
