namespace MandelActors.Fractals.Deep;

/// <summary>The blocks of a reference: a pyramid in which every block joins the two below it.</summary>
/// <remarks>
/// The lowest blocks take <see cref="LeafSteps"/> steps, as shipped 8, and begin at m = 1, 9, 17, …; a block of level k takes
/// <see cref="LeafSteps"/>·2^k and begins at 1 plus a multiple of that. (m = 0 is no part of it: Z₀ = 0, a step from there is
/// all second order.) Lower levels would save no step that matters and take eight times the memory.
/// <para>
/// Blocks are numbered as a heap: 1 is the root, 2i and 2i + 1 are the halves of i, the leaves begin at <see cref="LeafBase"/>.
/// Only whole blocks exist: one that would reach past <see cref="End"/> does not. The table depends on the reference and ε
/// alone, not on a view's depth, so one serves every frame of a zoom.
/// </para>
/// </remarks>
public sealed class MipTable
{
    /// <summary>log₂ of the steps of the shortest block, as shipped.</summary>
    public const int ShippedLeafLevel = 3;

    /// <summary>ε as shipped: what one block may neglect, relatively. 2⁻³⁰.</summary>
    public const double ShippedTolerance = 1.0 / (1 << 30);

    /// <summary>ε for whole counts: 2⁻⁴⁰.</summary>
    private const double WholeCountTolerance = ShippedTolerance / (1 << 10);

    /// <summary>The largest ε: beyond it pictures change visibly.</summary>
    public const double LargestTolerance = 1.0 / (1 << 16);

    /// <summary>Leaves that one thread builds at a time.</summary>
    private const int Chunk = 1024;

    private readonly MipBlock[] _blocks;
    private readonly int[] _levelCounts;

    /// <summary>Those asked for last. Two threads that ask at once may make them twice, and either's are right.</summary>
    private volatile BlockRows? _rows;

    private MipTable(ReferenceOrbit reference, double tolerance, int leafLevel, int end, int leafBase, MipBlock[] blocks, int[] levelCounts, MipBlock? whole)
    {
        Reference = reference;
        Tolerance = tolerance;
        LeafLevel = leafLevel;
        End = end;
        LeafBase = leafBase;
        _blocks = blocks;
        _levelCounts = levelCounts;
        Whole = whole;
    }

    public ReferenceOrbit Reference { get; }

    /// <summary>ε.</summary>
    public double Tolerance { get; }

    /// <summary>The ε that counts of a rule want: a smooth one forgives what makes one whole one of fifty another number.</summary>
    public static double ToleranceFor(EscapeRule rule) => rule.Count == CountKind.Whole ? WholeCountTolerance : ShippedTolerance;

    /// <summary>log₂ of <see cref="LeafSteps"/>.</summary>
    public int LeafLevel { get; }

    /// <summary>Steps of the shortest block.</summary>
    public int LeafSteps => 1 << LeafLevel;

    /// <summary>No block reaches past this index: the last of the reference, or the first that leaves |Z| ≤ 2, where orbits begin to escape.</summary>
    public int End { get; }

    /// <summary>Number of the first leaf, a power of two.</summary>
    public int LeafBase { get; }

    /// <summary>Leaves that exist.</summary>
    public int LeafCount => _levelCounts[0];

    /// <summary>Memory of the table, its reference and the rows it keeps, in bytes.</summary>
    public long Bytes =>
        Reference.Bytes + (long)_blocks.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<MipBlock>() + sizeof(double) * (_rows?.Numbers.LongLength ?? 0);

    /// <summary>All of a period after its first step, from m = 1 to the last element; null where the reference has no period.</summary>
    public MipBlock? Whole { get; }

    /// <summary>The block of a number; only where <see cref="Exists"/>.</summary>
    public ref readonly MipBlock this[int number] => ref _blocks[number];

    /// <summary>Builds the table.</summary>
    /// <param name="tolerance">ε, at most 2⁻¹⁶; 0 for a table without blocks, beside which every step is exact.</param>
    /// <param name="leafLevel">log₂ of the steps of the shortest block, 1 … 16.</param>
    /// <param name="threads">Most threads to use, −1 for all.</param>
    public static MipTable Build(
        ReferenceOrbit reference,
        double tolerance = ShippedTolerance,
        int leafLevel = ShippedLeafLevel,
        int threads = -1,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leafLevel, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leafLevel, 16);
        if (!(tolerance >= 0 && tolerance <= LargestTolerance))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "must be 0 to 2⁻¹⁶");
        var end = EndOf(reference);
        var leaves = tolerance > 0 ? Math.Max(0, end - 1) >> leafLevel : 0;
        var leafBase = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, leaves));
        var blocks = new MipBlock[leafBase + leaves];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Fill(leaves, leaf => blocks[leafBase + leaf] = Leaf(reference, leaf, leafLevel, tolerance), options);
        var counts = new List<int> { leaves };
        for (var (first, count) = (leafBase / 2, leaves / 2); count > 0; first /= 2, count /= 2)
        {
            var level = first;
            Fill(count, i => blocks[level + i] = blocks[2 * (level + i)].Then(blocks[2 * (level + i) + 1], tolerance), options);
            counts.Add(count);
        }

        var table = new MipTable(reference, tolerance, leafLevel, end, leafBase, blocks, [.. counts], null);
        return tolerance > 0 && reference.IsPeriodic && end == reference.Last && end > 1 << leafLevel
            ? new MipTable(reference, tolerance, leafLevel, end, leafBase, blocks, [.. counts], table.Joined(1, end))
            : table;
    }

    /// <summary>The blocks as doubles for a view: those made last, where they would be the same.</summary>
    /// <param name="offsets">The view's samples.</param>
    /// <param name="threads">Most threads to use, −1 for all.</param>
    public BlockRows RowsFor(PixelOffsets offsets, int threads = -1) =>
        _rows is { } known && known.Serve(offsets) ? known : _rows = new BlockRows(this, offsets, threads);

    /// <summary>Whether a block of this number exists; numbers below the leaves' are levels above them.</summary>
    public bool Exists(int number)
    {
        if (number < 1) return false;
        var level = LevelOf(number);
        return level >= 0 && level < _levelCounts.Length && number - (LeafBase >> level) < _levelCounts[level];
    }

    /// <summary>Blocks that exist on the level of a number.</summary>
    public int CountOf(int number) => LevelOf(number) is var level && level < _levelCounts.Length ? _levelCounts[level] : 0;

    /// <summary>Steps of a block.</summary>
    public int StepsOf(int number) => LeafSteps << LevelOf(number);

    /// <summary>The largest existing block that begins where another ends; 0 where none does.</summary>
    public int After(int number)
    {
        var next = number + 1;
        while ((next & 1) == 0 && Exists(next / 2)) next /= 2;
        // A larger block may be missing while smaller ones that begin with it are there.
        while (next < LeafBase && !Exists(next)) next *= 2;
        // Stepping past the end of a level leads to another level's numbers.
        return Exists(next) && BeginOf(next) == BeginOf(number) + StepsOf(number) ? next : 0;
    }

    /// <summary>The index that a block begins at.</summary>
    public int BeginOf(int number)
    {
        var level = LevelOf(number);
        return 1 + (int)((long)(number - (LeafBase >> level)) * (LeafSteps << level));
    }

    private int LevelOf(int number) =>
        System.Numerics.BitOperations.Log2((uint)LeafBase) - System.Numerics.BitOperations.Log2((uint)number);

    /// <summary>All steps from one index to another as one block.</summary>
    private MipBlock Joined(int from, int to)
    {
        MipBlock? joined = null;
        for (var m = from; m < to;)
        {
            var number = LargestAt(m, to);
            var block = number > 0 ? _blocks[number] : MipBlock.Step(Reference[m], Tolerance);
            joined = joined?.Then(block, Tolerance) ?? block;
            m += number > 0 ? StepsOf(number) : 1;
        }

        return joined!.Value;
    }

    private int LargestAt(int m, int to)
    {
        if ((m - 1) % LeafSteps != 0) return 0;
        var number = LeafBase + (m - 1) / LeafSteps;
        if (!Exists(number) || m + LeafSteps > to) return 0;
        while ((number & 1) == 0 && Exists(number / 2) && m + StepsOf(number / 2) <= to) number /= 2;
        return number;
    }

    private static int EndOf(ReferenceOrbit reference)
    {
        for (var m = 1; m <= reference.Last; m++)
        {
            var (x, y) = (reference.Elements[2 * m], reference.Elements[2 * m + 1]);
            if (x * x + y * y > 4) return m;
        }

        return reference.Last;
    }

    private static MipBlock Leaf(ReferenceOrbit reference, int leaf, int level, double tolerance)
    {
        var m = 1 + (leaf << level);
        var block = MipBlock.Step(reference[m], tolerance);
        for (var i = 1; i < 1 << level; i++) block = block.Then(MipBlock.Step(reference[m + i], tolerance), tolerance);
        return block;
    }

    private static void Fill(int count, Action<int> make, ParallelOptions options)
    {
        if (count <= Chunk)
        {
            for (var i = 0; i < count; i++) make(i);
            return;
        }

        Parallel.For(0, (count + Chunk - 1) / Chunk, options, chunk =>
        {
            for (var i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++) make(i);
        });
    }
}
