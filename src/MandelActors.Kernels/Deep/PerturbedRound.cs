using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>
/// One round over the pixels that are still undecided: each is followed until its index passes <see cref="To"/>. The first round
/// covers every pixel, each later one what the one before left. All workers share the round and claim its chunks one by one.
/// </summary>
internal sealed unsafe class PerturbedRound
{
    /// <summary>The most pixels in a chunk.</summary>
    public const int LargestChunk = 512;

    private readonly List<(List<PerturbedPixel> List, int Start, int Count)> _chunks = [];
    private PixelClaims? _pixels;
    private long _claimed;

    public required PerturbedView View { get; init; }

    /// <summary>Row-major, height × width: counts, then distances where the view measures them.</summary>
    public required double* Field { get; init; }

    public required CancellationToken Cancellation { get; init; }

    /// <summary>Whether an orbit that closes a cycle is called interior.</summary>
    public required bool SeeksCycles { get; init; }

    /// <summary>No index beyond it counts as escaped in this round.</summary>
    public long To { get; private set; }

    public bool IsFirst => _pixels is not null;

    public int ChunkCount => _pixels?.ChunkCount ?? _chunks.Count;

    public void BeginFirst(long to) => (_pixels, To) = (new PixelClaims((long)View.Width * View.Height, LargestChunk), to);

    /// <summary>Starts the next round on what the last one left.</summary>
    public void BeginNext(long to, IEnumerable<List<PerturbedPixel>> input)
    {
        (_pixels, To, _claimed) = (null, to, 0);
        _chunks.Clear();
        foreach (var list in input)
            for (var start = 0; start < list.Count; start += LargestChunk)
                _chunks.Add((list, start, Math.Min(LargestChunk, list.Count - start)));
    }

    /// <summary>Claims a run of pixels of the first round; false when there is none left.</summary>
    public bool TryClaimPixels(out int first, out int count) => _pixels!.TryClaim(out first, out count);

    /// <summary>Claims a run of pixels of a later round; false when there is none left.</summary>
    public bool TryClaimSurvivors(out ReadOnlySpan<PerturbedPixel> pixels)
    {
        var index = Interlocked.Increment(ref _claimed) - 1;
        pixels = default;
        if (index >= _chunks.Count) return false;
        var (list, start, count) = _chunks[(int)index];
        pixels = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list).Slice(start, count);
        return true;
    }
}
