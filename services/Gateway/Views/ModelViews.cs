using System.Collections.Concurrent;
using AllianceServices.Gateway.ReadModels;

namespace AllianceServices.Gateway.Views;

/// <summary>The views of all tracks that follow from one read model. Each is composed once, however many ask for it.</summary>
public sealed class ModelViews(ReadModel model)
{
    private readonly ConcurrentDictionary<string, Lazy<TrackView>> _latest = new(StringComparer.Ordinal);

    /// <summary>The model.</summary>
    public ReadModel Model => model;

    /// <summary>The view of a track with all that is known; null if there is no such track.</summary>
    public TrackView? Of(string track) => model.Tracks.Contains(track)
        ? _latest.GetOrAdd(track, name => new(() => new TrackView(model, model.FactsOf(name, Cut.Latest)!))).Value
        : null;

    /// <summary>The view of a track as of a cut; null if there was no such track.</summary>
    public TrackView? Of(string track, Cut cut) =>
        cut == Cut.Latest ? Of(track) : model.FactsOf(track, cut) is { } facts ? new TrackView(model, facts) : null;
}
