using System.Collections.Concurrent;
using Alliance.Criteria.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.ServiceDefaults.Hosting;

namespace AllianceServices.Gateway.Views;

/// <summary>The views of all tracks that follow from one read model. Each is composed once, however many ask for it.</summary>
public sealed class ModelViews
{
    private readonly ConcurrentDictionary<string, Lazy<TrackView>> _latest = new(StringComparer.Ordinal);

    /// <summary>The views of a model.</summary>
    public ModelViews(ReadModel model) => Model = model;

    /// <summary>The model.</summary>
    public ReadModel Model { get; }

    /// <summary>The views after the next changes of one register. What they cannot touch is kept.</summary>
    public ModelViews After(IReadOnlyList<Change> changes)
    {
        var next = new ModelViews(Model.Apply(changes));
        foreach (var (track, view) in _latest)
        {
            var touching = changes.Where(change => CanTouch(change, track)).ToList();
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
        ? _latest.GetOrAdd(track, name => new(() => new TrackView(Model, Model.FactsOf(name, Cut.Latest)!))).Value
        : null;

    /// <summary>The view of a track as of a cut; null if there was no such track.</summary>
    public TrackView? Of(string track, Cut cut) =>
        cut == Cut.Latest ? Of(track) : Model.FactsOf(track, cut) is { } facts ? new TrackView(Model, facts) : null;

    // What belongs to another track touches that alone; a record or an organization may touch any.
    private static bool CanTouch(Change change, string track) =>
        change.Register != ServiceInfo.Criteria.Name
        || !change.Name.StartsWith("tracks/", StringComparison.Ordinal)
        || change.Name == track
        || change.Name.StartsWith(track + "/", StringComparison.Ordinal);

    private static bool IsAssessment(Change change) =>
        change.Register == ServiceInfo.Criteria.Name && change.Resource?.Is(Assessment.Descriptor) == true;
}
