using System.Runtime.InteropServices;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>A reference and its table in a device's memory, where they stay for all fields beside that reference.</summary>
/// <remarks>
/// The orbit and the blocks with their exponents are the table's own and are sent once. The rows of doubles that a view makes of the blocks change
/// along a zoom, but little: from frame to frame a few blocks cease to reach the view's corners, and below 10⁻¹⁴¹ the unit of all offsets
/// is halved now and then. Only pieces that differ from what lies there are sent.
/// </remarks>
internal sealed class PerturbedTable(OpenClContext context) : IDisposable
{
    /// <summary>Numbers, or blocks, that are compared and sent at a time.</summary>
    private const int Piece = 1 << 16;

    private readonly DeviceMemory<double> _elements = new(context), _rows = new(context), _first = new(context), _bandSteps = new(context);
    private readonly DeviceMemory<int> _smallIndices = new(context);
    private readonly DeviceMemory<ScaledNumber> _smallElements = new(context);
    private readonly DeviceMemory<ScaledBlock> _blocks = new(context);
    private MipTable? _heldReference, _heldBlocks;
    private BlockRows? _heldRows;
    private long _sent;

    /// <summary>Brings to the device whatever of a view does not lie there yet.</summary>
    /// <returns>Bytes of the reference and its table that were sent; the numbers that each view has of its own, some kilobytes, do not count.</returns>
    public long Hold(PerturbedView view)
    {
        _sent = 0;
        if (!ReferenceEquals(_heldReference, view.Table)) HoldReference(view.Table);
        if (view.Rows.BandCount > 1 && !ReferenceEquals(_heldBlocks, view.Table)) HoldBlocks(view.Table);
        HoldRows(view.Rows);
        context.Write(_first.Reserve(view.Rows.First.Length), view.Rows.First.AsSpan());
        double[] steps = [.. view.StepB.Zip(view.StepQ).SelectMany(step => (double[])[step.First, step.Second])];
        context.Write(_bandSteps.Reserve(steps.Length), steps.AsSpan());
        return _sent;
    }

    /// <summary>Gives a kernel what lies here, as seven arguments in the order of <c>perturb.cl</c>.</summary>
    /// <param name="index">The first of them.</param>
    public void GiveTo(OpenClKernel kernel, int index) => kernel
        .With(index, _rows.Buffer)
        .With(index + 1, _elements.Buffer)
        .With(index + 2, _first.Buffer)
        .With(index + 3, _bandSteps.Buffer)
        .With(index + 4, _smallIndices.Buffer)
        .With(index + 5, _smallElements.Buffer)
        .With(index + 6, _blocks.Reserve(1));

    public void Dispose()
    {
        _elements.Dispose();
        _rows.Dispose();
        _first.Dispose();
        _bandSteps.Dispose();
        _smallIndices.Dispose();
        _smallElements.Dispose();
        _blocks.Dispose();
    }

    private void HoldReference(MipTable table)
    {
        // What lies there is nobody's until all of it is.
        _heldReference = null;
        var reference = table.Reference;
        Send(_elements, reference.Elements);
        var indices = reference.SmallIndices.ToArray();
        _smallIndices.Reserve(1);
        _smallElements.Reserve(1);
        Send(_smallIndices, indices);
        Send(_smallElements, [.. indices.Select(m => new ScaledNumber(reference[m]))]);
        _heldReference = table;
    }

    private void HoldBlocks(MipTable table)
    {
        _heldBlocks = null;
        var count = table.LeafBase + table.LeafCount;
        var buffer = _blocks.Reserve(count);
        var piece = new ScaledBlock[Math.Min(Piece, count)];
        for (var at = 0; at < count; at += Piece)
        {
            var length = Math.Min(Piece, count - at);
            for (var i = 0; i < length; i++) piece[i] = BlockAt(table, at + i);
            Send(buffer, piece.AsSpan(0, length), at);
        }

        _heldBlocks = table;
    }

    /// <summary>No block has the number 0: there the whole period is kept.</summary>
    private static ScaledBlock BlockAt(MipTable table, int number)
    {
        if (number == 0) return table.Whole is { } whole ? new ScaledBlock(whole) : default;
        return table.Exists(number) ? new ScaledBlock(table[number]) : default;
    }

    private void HoldRows(BlockRows wanted)
    {
        if (ReferenceEquals(wanted, _heldRows)) return;
        var rows = wanted.Numbers;
        var held = _heldRows?.Numbers is { } known && known.Length == rows.Length ? known : null;
        _heldRows = null;
        var buffer = _rows.Reserve(rows.Length);
        for (var at = 0; at < rows.Length; at += Piece)
        {
            var piece = rows.AsSpan(at, Math.Min(Piece, rows.Length - at));
            if (held is null || !BitsOf(piece).SequenceEqual(BitsOf(held.AsSpan(at, piece.Length)))) Send(buffer, piece, at);
        }

        _heldRows = wanted;
    }

    private void Send<T>(DeviceMemory<T> memory, T[] numbers) where T : unmanaged
    {
        if (numbers.Length > 0) Send(memory.Reserve(numbers.Length), numbers, 0);
    }

    private void Send<T>(OpenClBuffer<T> buffer, ReadOnlySpan<T> numbers, int at) where T : unmanaged
    {
        context.Write(buffer, numbers, at);
        _sent += MemoryMarshal.AsBytes(numbers).Length;
    }

    private static ReadOnlySpan<long> BitsOf(ReadOnlySpan<double> numbers) => MemoryMarshal.Cast<double, long>(numbers);
}
