namespace MandelActors.Explorer.Stacks;

/// <summary>Keeps finished bytes under their names up to a bound, and computes each only once for all who ask at the same time.</summary>
/// <remarks>
/// What was asked for longest ago is let go of first. What is being computed comes on top of the bound. A computation that failed or was cancelled leaves nothing; it is
/// cancelled when the last of those who wait for it has gone.
/// </remarks>
/// <param name="capacityBytes">What names and bytes together may fill, at least 1. What is larger is handed out and not kept.</param>
public sealed class ChunkCache(long capacityBytes)
{
    /// <summary>What an entry costs beyond its bytes: name, node and place in the table, about.</summary>
    public const int EntryBytes = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Name, byte[] Bytes)>> _kept = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Name, byte[] Bytes)> _recent = [];
    private readonly Dictionary<string, Flight> _flights = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>What is kept fills so much, <see cref="EntryBytes"/> each included; never more than the capacity.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock) return _bytes;
        }
    }

    /// <summary>The bytes of this name, computed where they are not there.</summary>
    /// <param name="name">What the bytes are: the same name, the same bytes.</param>
    /// <param name="compute">Computes them. Its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    /// <returns>Shared with others: not to be written to.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<byte[]> GetAsync(string name, Func<CancellationToken, Task<byte[]>> compute, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        lock (_lock)
        {
            if (_kept.TryGetValue(name, out var node))
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value.Bytes;
            }

            if (!_flights.TryGetValue(name, out flight))
            {
                flight = new Flight();
                _flights.Add(name, flight);
                flight.Landing = Task.Run(() => FlyAsync(name, flight, compute), CancellationToken.None);
            }

            flight.Passengers++;
        }

        try
        {
            return await flight.Landing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Leave(name, flight)) await flight.Abandoned.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<byte[]> FlyAsync(string name, Flight flight, Func<CancellationToken, Task<byte[]>> compute)
    {
        byte[]? bytes = null;
        try
        {
            return bytes = await compute(flight.Abandoned.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (_flights.GetValueOrDefault(name) == flight) _flights.Remove(name);
                if (bytes is not null) Keep(name, bytes);
            }
        }
    }

    /// <returns>Whether this was the last who waited for something that is not there yet.</returns>
    private bool Leave(string name, Flight flight)
    {
        lock (_lock)
        {
            if (--flight.Passengers > 0 || flight.Landing.IsCompleted) return false;
            // Whoever asks from now on begins anew, and does not join what is about to be cancelled.
            if (_flights.GetValueOrDefault(name) == flight) _flights.Remove(name);
            return true;
        }
    }

    private void Keep(string name, byte[] bytes)
    {
        if (CostOf(bytes) > capacityBytes || _kept.ContainsKey(name)) return;
        while (_bytes + CostOf(bytes) > capacityBytes)
        {
            var (oldest, gone) = _recent.Last!.Value;
            _recent.RemoveLast();
            _kept.Remove(oldest);
            _bytes -= CostOf(gone);
        }

        _kept.Add(name, _recent.AddFirst((name, bytes)));
        _bytes += CostOf(bytes);
    }

    private static long CostOf(byte[] bytes) => bytes.LongLength + EntryBytes;

    /// <summary>A computation and how many wait for it.</summary>
    private sealed class Flight
    {
        public int Passengers { get; set; }

        public Task<byte[]> Landing { get; set; } = Task.FromResult<byte[]>([]);

        /// <summary>Never disposed of: it has no timer, and may be cancelled long after the landing.</summary>
        public CancellationTokenSource Abandoned { get; } = new();
    }
}
