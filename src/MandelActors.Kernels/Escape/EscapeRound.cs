using System.Numerics;
using MandelActors.Fractals;

namespace MandelActors.Kernels.Escape;

/// <summary>
/// One round over the pixels that are still undecided: every orbit is followed from index <see cref="From"/> to
/// <see cref="To"/>. The first round covers every pixel of the field, each later one the survivors of the one before, and
/// each doubles the length. All workers share the round and claim its chunks one by one.
/// </summary>
internal sealed unsafe class EscapeRound
{
    /// <summary>The most pixels in a chunk: few enough that a worker's buffers stay in the innermost cache.</summary>
    public const int LargestChunk = 512;

    /// <summary>Rounds that end earlier leave interior pixels too far from their cycle to look for it.</summary>
    private const long FirstCycleSearch = 8192;

    /// <summary>The most steps spent on one pixel's cycle at one round's end: the work is cancelled only in between.</summary>
    private const long LargestCycleBudget = 1 << 16;

    private readonly List<(Survivors List, int Start, int Count)> _chunks = [];
    private PixelClaims? _pixels;
    private long _claimed;

    /// <summary>Row-major, height × width.</summary>
    public required double* Field { get; init; }

    /// <summary>Real part of every column; a whole vector may be read from each.</summary>
    public required double* Columns { get; init; }

    /// <summary>Imaginary part of every row.</summary>
    public required double* Rows { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>|z|² beyond this has escaped.</summary>
    public required double Bound { get; init; }

    public required CountKind Count { get; init; }

    /// <summary>Whether pixels may be proven interior: by the two shapes in the first round, by their cycles in later ones.</summary>
    public required bool Shortcuts { get; init; }

    public required CancellationToken Cancellation { get; init; }

    /// <summary>The index that every orbit of this round stands at: 0, or a multiple of every block length.</summary>
    public long From { get; private set; }

    /// <summary>The last index of this round.</summary>
    public long To { get; private set; }

    /// <summary>Steps between two tests of the bail-out.</summary>
    public int Steps { get; private set; }

    /// <summary>Steps that may be spent on proving a pixel interior when it comes to the round's end; 0 for none.</summary>
    /// <remarks>A sixteenth of the orbit so far, at every second doubling: scalar steps, and few of the last pixels are ever proven.</remarks>
    public int CycleBudget { get; private set; }

    public bool IsFirst => From == 0;

    public int ChunkCount => _pixels?.ChunkCount ?? _chunks.Count;

    /// <summary>Starts the first round.</summary>
    public void BeginFirst(long to) => Begin(0, to);

    /// <summary>Starts the next round on what the last one left.</summary>
    public void BeginNext(long to, IEnumerable<Survivors> input) => BeginAt(To, to, input);

    /// <summary>Starts a round on pixels that all stand at one index.</summary>
    /// <param name="from">The index, a multiple of every block length.</param>
    public void BeginAt(long from, long to, IEnumerable<Survivors> input)
    {
        Begin(from, to);
        _chunks.Clear();
        foreach (var list in input)
            for (var start = 0; start < list.Count; start += LargestChunk)
                _chunks.Add((list, start, Math.Min(LargestChunk, list.Count - start)));
    }

    /// <summary>Claims a run of pixels of the first round; false when there is none left.</summary>
    public bool TryClaimPixels(out int first, out int count) => _pixels!.TryClaim(out first, out count);

    /// <summary>Claims a run of survivors of a later round; false when there is none left.</summary>
    public bool TryClaimSurvivors(out Survivors list, out int start, out int count)
    {
        var index = Interlocked.Increment(ref _claimed) - 1;
        (list, start, count) = index < _chunks.Count ? _chunks[(int)index] : (null!, 0, 0);
        return count > 0;
    }

    private void Begin(long from, long to)
    {
        From = from;
        To = to;
        _pixels = IsFirst ? new PixelClaims((long)Width * Height, LargestChunk) : null;
        _claimed = 0;
        Steps = StepsFrom(from);
        CycleBudget = Shortcuts ? CycleBudgetAt(to) : 0;
    }

    /// <summary>Steps between two tests in a round that begins at an index. Longer blocks test less often but redo more steps of a pixel that escapes: worth it once pixels live long.</summary>
    public static int StepsFrom(long from) => from >= 1024 ? 16 : 8;

    /// <summary>The budget of a round that ends at an index.</summary>
    /// <inheritdoc cref="CycleBudget" path="/remarks"/>
    public static int CycleBudgetAt(long to) =>
        to >= FirstCycleSearch && BitOperations.Log2((ulong)to) % 2 == 1 ? (int)Math.Min(to / 16, LargestCycleBudget) : 0;
}
