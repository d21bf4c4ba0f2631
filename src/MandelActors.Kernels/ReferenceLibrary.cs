using System.Diagnostics;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Deep;

namespace MandelActors.Kernels;

/// <summary>The references of a node with their tables: computed once, shared by its devices and by all frames of a zoom.</summary>
/// <remarks>
/// Thread-safe. Who asks for a reference that another is computing waits for it. What was used longest ago goes first when memory is
/// short; the one in use stays, whatever its size. What a frame gets depends on what it asked for alone, not on what lay in memory.
/// </remarks>
/// <param name="store">Keeps references beyond the process; null keeps none.</param>
/// <param name="memoryBytes">Memory that references not in use may fill, in bytes.</param>
public sealed class ReferenceLibrary(IReferenceStore? store = null, long memoryBytes = ReferenceLibrary.DefaultMemoryBytes)
{
    public const long DefaultMemoryBytes = 256L << 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<Shelf> _shelves = [];

    /// <summary>A reference with its table.</summary>
    /// <param name="site">The place.</param>
    /// <param name="limit">The longest it may be, in steps.</param>
    /// <param name="tolerance">ε of the table, 0 for no table.</param>
    /// <param name="leafLevel">log₂ of the steps of the table's shortest block.</param>
    /// <param name="threads">Threads that may build the table.</param>
    /// <param name="progress">Hears of a long computation.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; others who wait go on.</exception>
    public ReferenceLoan Get(
        ReferenceSite site,
        long limit,
        double tolerance,
        int leafLevel,
        int threads,
        IProgress<ReferenceProgress>? progress,
        CancellationToken cancellationToken)
    {
        var shelf = ShelfFor(new Title(site, limit, tolerance, leafLevel));
        var started = Stopwatch.GetTimestamp();
        shelf.Gate.Wait(cancellationToken);
        try
        {
            if (shelf.Table is { } known) return new ReferenceLoan(known, Stopwatch.GetElapsedTime(started), TimeSpan.Zero, true);
            var loaded = Load(site, limit);
            var reference = loaded ?? ReferenceBuilder.Build(site, limit, progress, cancellationToken);
            if (loaded is null) store?.Save(ReferenceFile.KeyOf(site, limit), stream => ReferenceFile.Write(stream, reference));
            var referenceTime = Stopwatch.GetElapsedTime(started);
            shelf.Table = MipTable.Build(reference, tolerance, leafLevel, threads, cancellationToken);
            MakeRoom();
            return new ReferenceLoan(shelf.Table, referenceTime, Stopwatch.GetElapsedTime(started) - referenceTime, loaded is not null);
        }
        finally
        {
            shelf.Gate.Release();
        }
    }

    private ReferenceOrbit? Load(ReferenceSite site, long limit)
    {
        using var stream = store?.OpenRead(ReferenceFile.KeyOf(site, limit));
        if (stream is null) return null;
        try
        {
            return ReferenceFile.Read(stream, site);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // Another version's, or unreadable: as if it were not there.
            return null;
        }
    }

    private Shelf ShelfFor(Title title)
    {
        lock (_lock)
        {
            for (var node = _shelves.First; node is not null; node = node.Next)
            {
                if (node.Value.Title != title) continue;
                _shelves.Remove(node);
                _shelves.AddFirst(node);
                return node.Value;
            }

            return _shelves.AddFirst(new Shelf(title)).Value;
        }
    }

    private void MakeRoom()
    {
        lock (_lock)
        {
            long bytes = 0;
            for (var node = _shelves.First; node is not null;)
            {
                var next = node.Next;
                bytes += node.Value.Table?.Bytes ?? 0;
                if (bytes > memoryBytes && node != _shelves.First && node.Value.Table is not null) _shelves.Remove(node);
                node = next;
            }
        }
    }

    private sealed record Title(ReferenceSite Site, long Limit, double Tolerance, int LeafLevel);

    /// <summary>Where one reference is, or is being made while the gate is closed.</summary>
    private sealed class Shelf(Title title)
    {
        public Title Title { get; } = title;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public MipTable? Table { get; set; }
    }
}
