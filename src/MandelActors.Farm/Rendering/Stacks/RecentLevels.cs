namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>The levels that were asked for last. Who wants one that another is computing waits for it.</summary>
/// <param name="kept">How many are kept, at least 1; those being computed come on top.</param>
internal sealed class RecentLevels(int kept)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Place> _places = [];

    /// <summary>A level, computed where it is not there.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; what others compute goes on.</exception>
    public WholeLevel Get(int level, Func<WholeLevel> compute, CancellationToken cancellationToken)
    {
        var place = PlaceOf(level);
        place.Gate.Wait(cancellationToken);
        try
        {
            return place.Whole ??= compute();
        }
        finally
        {
            place.Gate.Release();
        }
    }

    private Place PlaceOf(int level)
    {
        lock (_lock)
        {
            var node = _places.First;
            while (node is not null && node.Value.Level != level) node = node.Next;
            if (node is not null)
                _places.Remove(node);
            else
                node = new LinkedListNode<Place>(new Place(level));
            _places.AddFirst(node);
            if (_places.Count > kept) _places.RemoveLast();
            return node.Value;
        }
    }

    /// <summary>Where a level is, or is being made while the gate is closed.</summary>
    private sealed class Place(int level)
    {
        public int Level { get; } = level;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public WholeLevel? Whole { get; set; }
    }
}
