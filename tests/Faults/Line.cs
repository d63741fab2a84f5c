using System.Net;
using System.Net.Sockets;

namespace AllianceServices.Faults;

/// <summary>A line to a port that can be cut: what runs over it breaks off, and nobody gets through until it is mended.</summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly int _target;
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _sockets = [];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private bool _isCut;

    /// <summary>A line to a port of this machine.</summary>
    public Line(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Its near end.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts it.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var socket in _sockets)
            {
                socket.Close(0);
            }
            _sockets.Clear();
        }
    }

    /// <summary>Mends it.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _isCut = false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task CarryAsync(Socket near)
    {
        var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.NoDelay = true;
        try
        {
            if (!TryHold(near, far))
            {
                return;
            }
            await far.ConnectAsync(IPAddress.Loopback, _target);
            using var there = new NetworkStream(far, ownsSocket: true);
            using var here = new NetworkStream(near, ownsSocket: true);
            await Task.WhenAny(here.CopyToAsync(there), there.CopyToAsync(here));
        }
        catch (Exception exception) when (exception is SocketException or IOException or ObjectDisposedException)
        {
            // Cut, or nobody is at the other end.
        }
        finally
        {
            LetGo(near);
            LetGo(far);
        }
    }

    private bool TryHold(Socket near, Socket far)
    {
        lock (_gate)
        {
            return !_isCut && _sockets.Add(near) && _sockets.Add(far);
        }
    }

    private void LetGo(Socket socket)
    {
        lock (_gate)
        {
            _sockets.Remove(socket);
        }
        socket.Close(0);
    }
}
