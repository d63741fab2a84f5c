using Alliance.Type.V1;
using AllianceServices.ServiceDefaults.Events;
using AllianceServices.ServiceDefaults.Hosting;
using Grpc.Core;
using Grpc.Net.Client;

namespace AllianceServices.Gateway.Events;

/// <summary>Follows one register and applies its changes to the read model in memory.</summary>
internal sealed class ViewSubscriber(
    string register, OpenChangeStream openStream, ViewHolder view, EventMetrics metrics, TimeProvider clock, ILogger<ViewSubscriber> logger)
    : ChangeSubscriber(register, openStream, metrics, clock, logger)
{
    // Where the log ended when it was last read.
    private long _end;

    /// <summary>A subscriber to one register.</summary>
    public static ViewSubscriber Create(
        IServiceProvider services, ServiceInfo register,
        Func<GrpcChannel, StreamChangesRequest, CallOptions, AsyncServerStreamingCall<StreamChangesResponse>> open)
    {
        var channel = services.PeerChannel(register);
        OpenChangeStream openStream = (request, options) => open(channel, request, options);
        return ActivatorUtilities.CreateInstance<ViewSubscriber>(services, register.Name, openStream);
    }

    /// <inheritdoc/>
    protected override Task<long> ReadCursorAsync(CancellationToken cancellationToken) =>
        Task.FromResult(view.Current.Model.LogPositions.GetValueOrDefault(Register));

    /// <inheritdoc/>
    protected override Task ApplyAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        view.Apply(changes);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void OnCaughtUp() => view.MarkRead(Register, _end);

    /// <inheritdoc/>
    protected override void OnBookmark(Bookmark bookmark)
    {
        _end = bookmark.Sequence;
        if (Register == ServiceInfo.Criteria.Name)
        {
            view.NoteUpstream(bookmark.Upstream);
        }
    }

    /// <inheritdoc/>
    protected override Task StartOverAsync()
    {
        view.StartOver();
        return Task.CompletedTask;
    }
}
