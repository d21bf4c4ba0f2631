using System.Runtime.CompilerServices;

namespace MandelActors.Kernels.Escape;

/// <summary>Runs of doubles cut from one pinned array, each starting on a cache line so that no vector straddles two.</summary>
internal sealed unsafe class AlignedBuffers
{
    private const int DoublesPerLine = 8;

    private readonly double[] _array;
    private double* _next;
    private readonly double* _end;

    /// <param name="doubles">The sum of what will be taken.</param>
    public AlignedBuffers(int doubles)
    {
        // Room for each taken run to be rounded up to whole lines.
        _array = GC.AllocateArray<double>(2 * doubles + 64 * DoublesPerLine, pinned: true);
        _next = (double*)Unsafe.AsPointer(ref _array[0]);
        _end = _next + _array.Length;
    }

    /// <summary>A run of zeros, valid as long as this object lives.</summary>
    public double* Take(int doubles)
    {
        var start = (double*)(((nuint)_next + 63) & ~(nuint)63);
        if (start + doubles > _end) throw new InvalidOperationException("More was taken than was asked for.");
        _next = start + doubles;
        return start;
    }
}
