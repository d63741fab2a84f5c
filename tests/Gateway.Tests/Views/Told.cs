using Alliance.Readiness.V1;
using Alliance.Type.V1;
using AllianceServices.Gateway.Domain;
using AllianceServices.Gateway.ReadModels;
using AllianceServices.Gateway.Views;

namespace AllianceServices.Gateway.Tests.Views;

/// <summary>What is told of the track `tracks/t` between two states of the record, by the logs of the registers.</summary>
internal sealed class Told(params IEnumerable<Change>[] logs)
{
    private readonly ModelViews _views = new(logs.Aggregate(ReadModel.Empty, (model, log) => model.Apply([.. log])));

    /// <summary>What a watcher is told who saw a day as of one instant and sees it as of another.</summary>
    public List<Difference> Between(DateTimeOffset before, DateTimeOffset after, DateOnly day) => Between((before, day), (after, day));

    /// <summary>What differs between a day as of one instant and a day as of another.</summary>
    public List<Difference> Between((DateTimeOffset KnownAt, DateOnly Day) before, (DateTimeOffset KnownAt, DateOnly Day) after)
    {
        var (earlier, later) = (Of(before.KnownAt), Of(after.KnownAt));
        return Differences.Between(
            earlier.On(before.Day), later.On(after.Day),
            new RecordChanges(new(earlier.Facts, before.Day), new(later.Facts, after.Day)));
    }

    /// <summary>The view of a day as of an instant.</summary>
    public Alliance.Readiness.V1.Readiness View(DateTimeOffset knownAt, DateOnly day) => Of(knownAt).On(day);

    private TrackView Of(DateTimeOffset knownAt) => _views.Of(Build.Track, Cut.KnownAt(knownAt))!;
}
