using Xunit;

namespace AllianceServices.TestKit;

/// <summary>
/// A register on one kind of store that is filled once and shared by the tests of a class, which only read it. Where there is no
/// such store they are skipped.
/// </summary>
/// <typeparam name="TApp">The register as its tests use it.</typeparam>
public abstract class StoreFixture<TApp>(StoreKind store) : IAsyncLifetime
    where TApp : class, IAsyncDisposable
{
    private TApp? _app;

    /// <summary>The register.</summary>
    public TApp App
    {
        get
        {
            store.SkipUnlessAvailable();
            return _app!;
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (store.IsAvailable())
        {
            _app = await StartAsync(store);
            await FillAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>Starts the register.</summary>
    protected abstract Task<TApp> StartAsync(StoreKind store);

    /// <summary>Puts in what the tests read.</summary>
    protected abstract Task FillAsync();
}
