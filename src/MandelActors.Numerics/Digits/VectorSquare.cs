using System.Runtime.CompilerServices;

namespace MandelActors.Numerics.Digits;

/// <summary>The leading columns of a square, a vector of columns at a time. Scalar twin: <see cref="ScalarDigits"/>.</summary>
/// <remarks>
/// With w lanes, block K holds the columns k = wK … wK + w − 1, of which lane l sums 2·Σ a[i]·a[k − i] over i &lt; k/2, plus
/// a[k/2]² where k is even. For i &lt; wK/2 that is one product of the broadcast digit a[i] with the unaligned window
/// a[wK − i …]; the w/2 values of i that follow touch the diagonal, where lanes differ in weight.
/// Four blocks are summed at once where possible (<see cref="VectorTiles{TVector, TLanes}"/>).
/// </remarks>
internal static class VectorSquare<TVector, TLanes>
    where TVector : struct
    where TLanes : IDigitLanes<TVector>
{
    /// <summary>
    /// Steps between two splits. Up to 3w precede, up to w follow, each counting twice, and w at the diagonal: with 8 lanes
    /// 2·(160 + 24 + 8) + 8 products at most.
    /// </summary>
    private const int Piece = (Radix.MostProducts - 16) / 2 - 32;

    /// <summary>Blocks too short for four at once.</summary>
    private const int FirstGroup = 3;

    /// <summary>Low and high parts of columns 0 … columns − 1; whole blocks are written.</summary>
    /// <param name="digits">Digit 0 of the number; digits before it and behind its last are 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns(ref long digits, ref long low, ref long high, int columns)
    {
        var blocks = (columns + TLanes.Count - 1) / TLanes.Count;
        var singles = blocks <= FirstGroup ? blocks : FirstGroup + (blocks - FirstGroup) % 4;
        for (var k = 0; k < singles; k++) Block(ref digits, ref low, ref high, k);
        for (var k = singles; k < blocks; k += 4) FourBlocks(ref digits, ref low, ref high, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(ref long digits, ref long low, ref long high, int block)
    {
        nint at = block * TLanes.Count, end = at / 2;
        var sum = default(TVector);
        for (nint i = 0; i < end; i++)
            sum = TLanes.MultiplyAdd(sum, TLanes.Broadcast(Unsafe.Add(ref digits, i)), TLanes.Load(ref digits, at - i));
        Split(ref digits, ref low, ref high, at, sum, split: false);
    }

    /// <param name="block">At least <see cref="FirstGroup"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourBlocks(ref long digits, ref long low, ref long high, int block)
    {
        nint w = TLanes.Count, at = block * w, end = at / 2;
        TVector s0 = default, s1 = default, s2 = default, s3 = default;
        VectorTiles<TVector, TLanes>.Before(ref digits, ref digits, at, ref s1, ref s2, ref s3);
        // Block K + g ends at its own middle, gw/2 steps before block K.
        nint i = 0, common = end - 3 * (w / 2);
        var split = false;
        while (true)
        {
            var stop = Math.Min(common, i + Piece);
            i = VectorTiles<TVector, TLanes>.Common(ref digits, ref digits, at, i, stop, ref s0, ref s1, ref s2, ref s3);
            if (i == common) break;
            SetAside(ref low, ref high, at, s0, split);
            SetAside(ref low, ref high, at + w, s1, split);
            SetAside(ref low, ref high, at + 2 * w, s2, split);
            SetAside(ref low, ref high, at + 3 * w, s3, split);
            s0 = s1 = s2 = s3 = default;
            split = true;
        }

        for (; i < end - 2 * (w / 2); i++)
        {
            var v0 = TLanes.Load(ref digits, at - i);
            var v1 = TLanes.Load(ref digits, at - i - w / 2);
            s0 = TLanes.MultiplyAdd(s0, TLanes.Broadcast(Unsafe.Add(ref digits, i)), v0);
            s1 = TLanes.MultiplyAdd(s1, TLanes.Broadcast(Unsafe.Add(ref digits, i + w)), v0);
            s2 = TLanes.MultiplyAdd(s2, TLanes.Broadcast(Unsafe.Add(ref digits, i + 2 * w)), v0);
            s0 = TLanes.MultiplyAdd(s0, TLanes.Broadcast(Unsafe.Add(ref digits, i + w / 2)), v1);
            s1 = TLanes.MultiplyAdd(s1, TLanes.Broadcast(Unsafe.Add(ref digits, i + w + w / 2)), v1);
            s0 = TLanes.MultiplyAdd(s0, TLanes.Broadcast(Unsafe.Add(ref digits, i + w)), TLanes.Load(ref digits, at - i - w));
        }

        Split(ref digits, ref low, ref high, at, s0, split);
        Split(ref digits, ref low, ref high, at + w, s1, split);
        Split(ref digits, ref low, ref high, at + 2 * w, s2, split);
        Split(ref digits, ref low, ref high, at + 3 * w, s3, split);
    }

    /// <summary>Doubles a block's sum, adds the products at the diagonal and what was set aside, and writes both parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(ref long digits, ref long low, ref long high, nint at, TVector sum, bool split)
    {
        sum = TLanes.Add(sum, sum);
        nint middle = at / 2;
        for (var t = 0; t < TLanes.Count / 2; t++)
        {
            var digit = TLanes.Weighted(TLanes.Broadcast(Unsafe.Add(ref digits, middle + t)), TLanes.EdgeShift(t));
            sum = TLanes.MultiplyAdd(sum, digit, TLanes.Load(ref digits, middle - t));
        }

        var carry = TLanes.Carry(sum);
        sum = TLanes.Rest(sum, carry);
        if (split)
        {
            sum = TLanes.Add(sum, TLanes.Load(ref low, at));
            carry = TLanes.Add(carry, TLanes.Load(ref high, at));
            // The low part is brought back to where the column's value alone says it must be.
            var more = TLanes.Carry(sum);
            sum = TLanes.Rest(sum, more);
            carry = TLanes.Add(carry, more);
        }

        TLanes.Store(sum, ref low, at);
        TLanes.Store(carry, ref high, at);
    }

    /// <summary>Adds a doubled partial sum to the parts in memory, or begins them, before the sum could overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetAside(ref long low, ref long high, nint at, TVector sum, bool split)
    {
        sum = TLanes.Add(sum, sum);
        var carry = TLanes.Carry(sum);
        sum = TLanes.Rest(sum, carry);
        if (split)
        {
            sum = TLanes.Add(sum, TLanes.Load(ref low, at));
            carry = TLanes.Add(carry, TLanes.Load(ref high, at));
        }

        TLanes.Store(sum, ref low, at);
        TLanes.Store(carry, ref high, at);
    }
}
