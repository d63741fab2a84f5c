using System.Collections.Concurrent;
using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Gateway.Views;

/// <summary>The views of all tracks that follow from one read model. Each is composed once, however many ask for it.</summary>
public sealed class ModelViews
{
    /// <summary>Most views by earlier log positions that are kept: those of the pages and the watchers that go on from there.</summary>
    private const int MostCuts = 16;

    private const long MostKept = 64 * 1024 * 1024;
    private const long MostKeptOfCut = 2 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Lazy<TrackView>> _latest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<TrackView?>> _cuts;

    /// <summary>The views of a model.</summary>
    public ModelViews(ReadModel model)
        : this(model, new(StringComparer.Ordinal))
    {
    }

    private ModelViews(ReadModel model, ConcurrentDictionary<string, Lazy<TrackView?>> cuts) => (Model, _cuts) = (model, cuts);

    /// <summary>The model.</summary>
    public ReadModel Model { get; }

    /// <summary>The views after the next changes of one register. What they cannot touch is kept.</summary>
    public ModelViews After(IReadOnlyList<Change> changes)
    {
        // What the logs held up to a position stays, whatever follows.
        var next = new ModelViews(Model.Apply(changes), _cuts);
        foreach (var (track, view) in _latest)
        {
            var touching = changes.Where(change => CanTouch(change, track, view, next.Model)).ToList();
            if (touching.Count == 0)
            {
                next._latest[track] = view;
            }
            else if (view.IsValueCreated && touching.TrueForAll(IsAssessment))
            {
                var assessments = touching.Select(change => change.Name).ToHashSet(StringComparer.Ordinal);
                next._latest[track] = new(() => view.Value.After(next.Model, assessments));
            }
        }
        return next;
    }

    /// <summary>The view of a track with all that is known; null if there is no such track.</summary>
    public TrackView? Of(string track) => Model.Tracks.Contains(track)
        ? _latest.GetOrAdd(track, name => new(() => new TrackView(Model, Model.FactsOf(name, Cut.Latest)!, MostKept))).Value
        : null;

    /// <summary>The view of a track as of a cut; null if there was no such track.</summary>
    public TrackView? Of(string track, Cut cut)
    {
        if (cut == Cut.Latest || cut.Includes(Model.LogPositions))
        {
            return Of(track);
        }
        if (cut.Positions is null || cut.Positions.Any(p => p.Value > Model.LogPositions.GetValueOrDefault(p.Key)))
        {
            return Compose(track, cut);
        }
        if (_cuts.Count >= MostCuts)
        {
            _cuts.Clear();
        }
        return _cuts.GetOrAdd($"{track}@{cut}", _ => new(() => Compose(track, cut))).Value;
    }

    private TrackView? Compose(string track, Cut cut) =>
        Model.FactsOf(track, cut) is { } facts ? new TrackView(Model, facts, MostKeptOfCut) : null;

    // What belongs to another track touches that alone; a source or an organization may touch any; a record those that it
    // bears on, or bore on before the change.
    private static bool CanTouch(Change change, string track, Lazy<TrackView> view, ReadModel next)
    {
        if (change.Register == ServiceInfo.Criteria.Name)
        {
            return !change.Name.StartsWith("tracks/", StringComparison.Ordinal)
                || change.Name == track
                || change.Name.StartsWith(track + "/", StringComparison.Ordinal);
        }
        return !view.IsValueCreated || view.Value.IsTouchedBy(change.Name, next);
    }

    private static bool IsAssessment(Change change) =>
        change.Register == ServiceInfo.Criteria.Name && change.Resource?.Is(Assessment.Descriptor) == true;
}
