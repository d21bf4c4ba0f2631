using System.Runtime.CompilerServices;

namespace MandelActors.Numerics.Digits;

/// <summary>The leading columns of a product, a vector of columns at a time. Scalar twin: <see cref="ScalarDigits"/>.</summary>
/// <remarks>
/// Block K holds the columns wK … wK + w − 1; each digit a[i] meets the window b[wK − i …]. Windows that begin before digit 0
/// read zeros there, so no lane needs a mask. Four blocks are summed at once (<see cref="VectorTiles{TVector, TLanes}"/>).
/// </remarks>
internal static class VectorProduct<TVector, TLanes>
    where TVector : struct
    where TLanes : IDigitLanes<TVector>
{
    /// <summary>Steps between two splits; up to 3w precede.</summary>
    private const int Piece = Radix.MostProducts - 24;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(ref long a, ref long b, ref long low, ref long high, int columns)
    {
        var blocks = (columns + TLanes.Count - 1) / TLanes.Count;
        var singles = blocks % 4;
        for (var k = 0; k < singles; k++) Block(ref a, ref b, ref low, ref high, k);
        for (var k = singles; k < blocks; k += 4) FourBlocks(ref a, ref b, ref low, ref high, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref long a, ref long b, ref long low, ref long high, int block)
    {
        nint w = TLanes.Count, at = block * w;
        var sum = default(TVector);
        for (nint i = 0; i < at + w; i++)
            sum = TLanes.MultiplyAdd(sum, TLanes.Broadcast(Unsafe.Add(ref a, i)), TLanes.Load(ref b, at - i));
        Split(ref low, ref high, at, sum, split: false, last: true);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourBlocks(ref long a, ref long b, ref long low, ref long high, int block)
    {
        nint w = TLanes.Count, at = block * w, end = at + w;
        TVector s0 = default, s1 = default, s2 = default, s3 = default;
        VectorTiles<TVector, TLanes>.Before(ref a, ref b, at, ref s1, ref s2, ref s3);
        nint i = 0;
        for (var split = false; ; split = true)
        {
            var stop = Math.Min(end, i + Piece);
            i = VectorTiles<TVector, TLanes>.Common(ref a, ref b, at, i, stop, ref s0, ref s1, ref s2, ref s3);
            var last = i == end;
            Split(ref low, ref high, at, s0, split, last);
            Split(ref low, ref high, at + w, s1, split, last);
            Split(ref low, ref high, at + 2 * w, s2, split, last);
            Split(ref low, ref high, at + 3 * w, s3, split, last);
            if (last) return;
            s0 = s1 = s2 = s3 = default;
        }
    }

    /// <summary>Adds a sum to the parts in memory, or begins them; the last one leaves the parts that the column's value defines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(ref long low, ref long high, nint at, TVector sum, bool split, bool last)
    {
        var carry = TLanes.Carry(sum);
        sum = TLanes.Rest(sum, carry);
        if (split)
        {
            sum = TLanes.Add(sum, TLanes.Load(ref low, at));
            carry = TLanes.Add(carry, TLanes.Load(ref high, at));
            if (last)
            {
                var more = TLanes.Carry(sum);
                sum = TLanes.Rest(sum, more);
                carry = TLanes.Add(carry, more);
            }
        }

        TLanes.Store(sum, ref low, at);
        TLanes.Store(carry, ref high, at);
    }
}
