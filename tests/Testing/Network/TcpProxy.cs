using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MandelActors.Testing.Network;

/// <summary>A network between two programs that a test can disturb: cut, slow down, or fall silent in one direction or both while connections stay open.</summary>
/// <remarks>
/// Listens on a free port of 127.0.0.1 and passes bytes on to a server there. While a direction is paused its bytes wait here or with their sender:
/// neither side can tell that from a cable pulled out. It counts what it passed, so that a test can show that its fault landed.
/// </remarks>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Connection, Task> _connections = [];
    private readonly Lock _standing = new();
    private readonly Task _accepting;
    private readonly Gate _toServer = new();
    private readonly Gate _toClient = new();
    private long _cutAfter = long.MaxValue;
    private int _cuts;

    /// <param name="server">The port of 127.0.0.1 that somebody listens on, now or later.</param>
    public TcpProxy(int server, TimeProvider? time = null)
    {
        _server = server;
        _time = time ?? TimeProvider.System;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect instead.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The same as an address.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Whether new connections are ended at once.</summary>
    public bool Refuses { get; set; }

    /// <summary>How long every block of bytes is on its way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Bytes passed on to the server since the start.</summary>
    public long BytesToServer => _toServer.Bytes;

    /// <summary>Bytes passed on to clients since the start.</summary>
    public long BytesToClient => _toClient.Bytes;

    /// <summary>Connections that stand now.</summary>
    public int Connections => _connections.Count;

    /// <summary>Connections that were cut.</summary>
    public int Cuts => _cuts;

    /// <summary>From now on nothing passes in these directions; connections stay open, and new ones are accepted.</summary>
    public void Pause(ProxyDirection direction)
    {
        foreach (var gate in GatesOf(direction)) gate.Close();
    }

    /// <summary>Pauses the way to the server once exactly so many more bytes went there.</summary>
    public void PauseAfter(long bytesToServer) => _toServer.CloseAfter(bytesToServer);

    /// <summary>Everything passes again, what waited first.</summary>
    public void Resume()
    {
        foreach (var gate in GatesOf(ProxyDirection.Both)) gate.Open();
    }

    /// <summary>Ends every connection, as a machine does that loses its power and is asked afterwards: with a reset.</summary>
    public void Cut()
    {
        lock (_standing)
        {
            foreach (var connection in _connections.Keys)
            {
                connection.Reset();
                Interlocked.Increment(ref _cuts);
            }
        }
    }

    /// <summary>Cuts everything once so many more bytes went to the server.</summary>
    public void CutAfter(long bytesToServer) => Volatile.Write(ref _cutAfter, BytesToServer + bytesToServer);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Stop();
        Resume();
        await _accepting;
        foreach (var connection in _connections.Keys) connection.Reset();
        await Task.WhenAll(_connections.Values);
        _ending.Dispose();
    }

    private IEnumerable<Gate> GatesOf(ProxyDirection direction)
    {
        if (direction.HasFlag(ProxyDirection.ToServer)) yield return _toServer;
        if (direction.HasFlag(ProxyDirection.ToClient)) yield return _toClient;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Connection connection = new(await _listener.AcceptSocketAsync(_ending.Token));
                // Nobody sees a connection that a cut would not find, nor is one listed that has ended; and whoever refuses and then cuts leaves none behind.
                TaskCompletionSource listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                lock (_standing)
                {
                    if (Refuses) connection.Reset();
                    else _connections[connection] = ServeAsync(connection, listed.Task);
                }

                listed.SetResult();
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Connection connection, Task listed)
    {
        await listed;
        try
        {
            await connection.Server.ConnectAsync(IPAddress.Loopback, _server, _ending.Token);
            await Task.WhenAll(
                PumpAsync(connection, connection.Client, connection.Server, _toServer), PumpAsync(connection, connection.Server, connection.Client, _toClient));
        }
        catch (Exception problem) when (problem is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One end is gone: so is the other.
        }
        finally
        {
            connection.Reset();
            _connections.TryRemove(connection, out _);
        }
    }

    private async Task PumpAsync(Connection connection, Socket from, Socket to, Gate gate)
    {
        try
        {
            await PumpAsync(from, to, gate);
        }
        catch (SocketException)
        {
            // The other direction would wait for a sender that knows nothing of it.
            connection.Reset();
            throw;
        }
    }

    private async Task PumpAsync(Socket from, Socket to, Gate gate)
    {
        byte[] block = new byte[1 << 14];
        while (true)
        {
            await gate.WhenOpen.WaitAsync(_ending.Token);
            int read = await from.ReceiveAsync(block, _ending.Token);
            await gate.WhenOpen.WaitAsync(_ending.Token);
            if (Delay > TimeSpan.Zero) await Task.Delay(Delay, _time, _ending.Token);
            if (read == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            await SendAsync(to, block.AsMemory(0, read), gate);
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes, Gate gate)
    {
        long cutAfter = Volatile.Read(ref _cutAfter);
        long left = cutAfter - gate.Bytes;
        bool cuts = gate == _toServer && left <= bytes.Length;
        // Another connection may have sent more than that meanwhile.
        if (cuts) bytes = bytes[..(int)Math.Max(0, left)];
        while (bytes.Length > 0)
        {
            await gate.WhenOpen.WaitAsync(_ending.Token);
            int sent = await to.SendAsync(bytes[..(int)Math.Min(bytes.Length, gate.BytesLeft)], _ending.Token);
            gate.Add(sent);
            bytes = bytes[sent..];
        }

        if (cuts && Interlocked.CompareExchange(ref _cutAfter, long.MaxValue, cutAfter) == cutAfter) Cut();
    }

    /// <summary>The two sockets of one connection.</summary>
    private sealed class Connection(Socket client)
    {
        private int _ended;

        public Socket Client => client;

        public Socket Server { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public void Reset()
        {
            if (Interlocked.Exchange(ref _ended, 1) != 0) return;
            client.LingerState = new LingerOption(true, 0);
            Server.LingerState = new LingerOption(true, 0);
            client.Dispose();
            Server.Dispose();
        }
    }

    /// <summary>What one direction waits at.</summary>
    private sealed class Gate
    {
        private volatile TaskCompletionSource _open = Opened();
        private long _bytes;
        private long _closesAt = long.MaxValue;

        public Task WhenOpen => _open.Task;

        public long Bytes => Volatile.Read(ref _bytes);

        /// <summary>How many may pass before it closes; at least one.</summary>
        public long BytesLeft => Math.Max(1, Volatile.Read(ref _closesAt) - Bytes);

        public void Add(int bytes)
        {
            if (Interlocked.Add(ref _bytes, bytes) < Volatile.Read(ref _closesAt)) return;
            Volatile.Write(ref _closesAt, long.MaxValue);
            Close();
        }

        public void CloseAfter(long bytes) => Volatile.Write(ref _closesAt, Bytes + bytes);

        public void Open() => _open.TrySetResult();

        public void Close()
        {
            if (_open.Task.IsCompleted) _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        private static TaskCompletionSource Opened()
        {
            TaskCompletionSource open = new();
            open.SetResult();
            return open;
        }
    }
}
