using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MandelActors.Farm.Leadership;

/// <summary>Tells any number of watchers the state there is, and then every change of it, in order.</summary>
internal sealed class StateFeed(LeadershipState first)
{
    private readonly Lock _gate = new();
    private readonly List<Channel<LeadershipState>> _watchers = [];
    private LeadershipState _last = first;
    private bool _ended;

    public LeadershipState Last
    {
        get
        {
            lock (_gate) return _last;
        }
    }

    /// <summary>Says nothing to anybody if that is the state already.</summary>
    public void Publish(LeadershipState state)
    {
        lock (_gate)
        {
            if (_last == state) return;
            _last = state;
            foreach (var watcher in _watchers) watcher.Writer.TryWrite(state);
        }
    }

    /// <summary>There will be no more changes.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var watcher in _watchers) watcher.Writer.TryComplete();
        }
    }

    public async IAsyncEnumerable<LeadershipState> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var watcher = Channel.CreateUnbounded<LeadershipState>();
        lock (_gate)
        {
            watcher.Writer.TryWrite(_last);
            if (_ended) watcher.Writer.TryComplete();
            _watchers.Add(watcher);
        }

        try
        {
            await foreach (var state in watcher.Reader.ReadAllAsync(stop).ConfigureAwait(false)) yield return state;
        }
        finally
        {
            lock (_gate) _watchers.Remove(watcher);
        }
    }
}
