namespace MandelActors.Fractals.Deep;

/// <summary>A reference and its table for single precision. Made once, whatever the view; immutable.</summary>
public sealed class SingleMipTable
{
    /// <summary>ε of a table that this is made of, 2⁻⁴⁰: at the shipped one blocks would be off by more than pairs of floats.</summary>
    public const double Tolerance = 1.0 / (1L << 40);

    private const int Chunk = 256;

    private readonly MipBlockError[] _errors;

    /// <param name="table">The blocks.</param>
    /// <param name="threads">Most threads to use, −1 for all.</param>
    public SingleMipTable(MipTable table, int threads = -1, CancellationToken cancellationToken = default)
    {
        Table = table;
        Elements = new SingleElement[table.Reference.Last + 1];
        for (var m = 0; m < Elements.Length; m++) Elements[m] = new SingleElement(table.Reference[m]);
        WholeBlock = 2 * table.LeafBase;
        Blocks = new SingleBlock[WholeBlock + 1];
        _errors = new MipBlockError[WholeBlock];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        for (var first = table.LeafBase; first > 0; first /= 2) FillLevel(first, options);
        if (table.Whole is not null) Blocks[WholeBlock] = Whole();
    }

    public MipTable Table { get; }

    /// <summary>Z₀ … Z_last.</summary>
    public SingleElement[] Elements { get; }

    /// <summary>By number, as in <see cref="MipTable"/>; those that do not exist hold nowhere. The last is all of a period.</summary>
    public SingleBlock[] Blocks { get; }

    /// <summary>The number of the block that stands for <see cref="MipTable.Whole"/>; it holds nowhere where there is none.</summary>
    public int WholeBlock { get; }

    /// <summary>What a block of a number may be off.</summary>
    public ref readonly MipBlockError ErrorOf(int number) => ref _errors[number];

    private void FillLevel(int first, ParallelOptions options)
    {
        var count = Table.CountOf(first);
        Parallel.For(0, (count + Chunk - 1) / Chunk, options, chunk =>
        {
            for (var i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++) Fill(first + i);
        });
    }

    private void Fill(int number)
    {
        ref readonly var block = ref Table[number];
        if (number >= Table.LeafBase) _errors[number] = LeafError(Table.BeginOf(number));
        else _errors[number] = _errors[2 * number].Then(Table[2 * number], Table[2 * number + 1], block, _errors[2 * number + 1]);
        var next = Table.After(number);
        Blocks[number] = new SingleBlock(block, _errors[number], next < WholeBlock ? next : 0);
    }

    /// <summary>Joins a leaf's steps once more, in the table's order.</summary>
    private MipBlockError LeafError(int begin)
    {
        var (block, error) = (MipBlock.Step(Table.Reference[begin], Table.Tolerance), MipBlockError.Step);
        for (var i = 1; i < Table.LeafSteps; i++)
        {
            var step = MipBlock.Step(Table.Reference[begin + i], Table.Tolerance);
            var joined = block.Then(step, Table.Tolerance);
            (block, error) = (joined, error.Then(block, step, joined, MipBlockError.Step));
        }

        return error;
    }

    private SingleBlock Whole()
    {
        var (number, m) = (FirstWhole(), 1);
        var (block, error) = number > 0 ? (Table[number], _errors[number]) : (MipBlock.Step(Table.Reference[1], Table.Tolerance), MipBlockError.Step);
        m += error.Steps;
        while (m < Table.End)
        {
            number = number > 0 ? Table.After(number) : 0;
            var (next, nextError) = number > 0 ? (Table[number], _errors[number]) : (MipBlock.Step(Table.Reference[m], Table.Tolerance), MipBlockError.Step);
            var joined = block.Then(next, Table.Tolerance);
            (block, error) = (joined, error.Then(block, next, joined, nextError));
            m += nextError.Steps;
        }

        return new SingleBlock(block, error, 0);
    }

    private int FirstWhole()
    {
        for (var number = 1; number <= Table.LeafBase; number *= 2)
            if (Table.Exists(number)) return number;
        return 0;
    }
}
