using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MandelActors.Numerics.Digits;

/// <summary>Digits in the lanes of cache-line aligned memory, the most significant first, with zeros around them.</summary>
/// <remarks>
/// Vector code reads up to <see cref="Front"/> elements before digit 0, which stay 0, and whole blocks of
/// <see cref="LargestBlock"/> digits, of which the last reaches beyond the last guard column.
/// </remarks>
internal sealed class DigitBuffer
{
    /// <summary>The widest vector's lanes.</summary>
    public const int LargestBlock = 8;

    private const int Front = LargestBlock;

    private readonly long[] _array;
    private readonly int _start;

    public DigitBuffer(int fractionDigits)
    {
        FractionDigits = fractionDigits;
        _array = GC.AllocateArray<long>(Front + Size(fractionDigits) + LargestBlock, pinned: true);
        // Pinned, so the distance to the next cache line stays what it is.
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_array, Front);
        _start = Front + (int)((0 - address) % 64 / sizeof(long));
    }

    /// <summary>The fraction digits there is room for.</summary>
    public int FractionDigits { get; }

    /// <summary>Digit 0; vector code steps from here.</summary>
    public ref long First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);

    public ref long this[int index] => ref _array[_start + index];

    /// <summary>All digits that can be read, guard columns and the rest of their block included.</summary>
    public Span<long> All => _array.AsSpan(_start, Size(FractionDigits));

    /// <summary>Keeps the leading <paramref name="fractionDigits"/> and clears what products would still read behind them.</summary>
    public void CutAfter(int fractionDigits)
    {
        var all = All;
        all[(fractionDigits + 1)..Math.Min(all.Length, Size(fractionDigits))].Clear();
    }

    public void CopyTo(DigitBuffer target, int fractionDigits)
    {
        All[..(fractionDigits + 1)].CopyTo(target.All);
        target.CutAfter(fractionDigits);
    }

    /// <summary>Digits 0 … f + guards, rounded up to whole blocks.</summary>
    private static int Size(int fractionDigits) =>
        (fractionDigits + 1 + Radix.GuardColumns + LargestBlock - 1) / LargestBlock * LargestBlock;
}
