using System.Runtime.CompilerServices;

namespace MandelActors.Numerics.Digits;

/// <summary>
/// Makes digits of columns: one pass from the least to the most significant vector, in which every lane hands its carry to
/// its left neighbour at once; no carry waits for another. Scalar twin: <see cref="ScalarDigits"/>.
/// </summary>
/// <remarks>
/// Digit k = rest of t[k] + carry of t[k + 1], where t[k] = low[k] + high[k + 1] + what is added. Digit 0 keeps all of t[0].
/// High parts of columns beyond the guard columns count as 0, digits beyond the last as well.
/// </remarks>
internal static class VectorCarries<TVector, TLanes>
    where TVector : struct
    where TLanes : IDigitLanes<TVector>
{
    /// <summary>The digits of low + 2²⁸·high.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfColumns(ref long low, ref long high, ref long target, int fractionDigits)
    {
        TVector nextHigh = default, nextCarry = default;
        for (nint at = LastBlock(fractionDigits); at >= 0; at -= TLanes.Count)
        {
            var highs = TLanes.And(TLanes.Load(ref high, at), Summed(at, fractionDigits));
            var t = TLanes.Add(TLanes.Load(ref low, at), TLanes.FromRight(highs, nextHigh));
            nextHigh = highs;
            TLanes.Store(TLanes.And(Digits(t, at, ref nextCarry), Kept(at, fractionDigits)), ref target, at);
        }
    }

    /// <summary>The digits of a + b, or of a − b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfSum(ref long a, ref long b, bool subtract, ref long target, int fractionDigits)
    {
        TVector nextCarry = default;
        for (nint at = LastBlock(fractionDigits); at >= 0; at -= TLanes.Count)
        {
            var kept = Kept(at, fractionDigits);
            var first = TLanes.And(TLanes.Load(ref a, at), kept);
            var second = TLanes.And(TLanes.Load(ref b, at), kept);
            var t = subtract ? TLanes.Subtract(first, second) : TLanes.Add(first, second);
            TLanes.Store(Digits(t, at, ref nextCarry), ref target, at);
        }
    }

    /// <summary>x ← first + a, y ← 2·second + b, and the new x ± y, from the columns of (x + y)(x − y) and xy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfProducts(OrbitDigits orbit, int fractionDigits)
    {
        ref var firstLow = ref orbit.First.Low.First;
        ref var firstHigh = ref orbit.First.High.First;
        ref var secondLow = ref orbit.Second.Low.First;
        ref var secondHigh = ref orbit.Second.High.First;
        ref var a = ref orbit.A.First;
        ref var b = ref orbit.B.First;
        ref var x = ref orbit.X.First;
        ref var y = ref orbit.Y.First;
        ref var sum = ref orbit.Sum.First;
        ref var difference = ref orbit.Difference.First;
        TVector nextHighX = default, nextHighY = default, nextX = default, nextY = default, nextSum = default, nextDifference = default;
        for (nint at = LastBlock(fractionDigits); at >= 0; at -= TLanes.Count)
        {
            var summed = Summed(at, fractionDigits);
            var kept = Kept(at, fractionDigits);
            var highX = TLanes.And(TLanes.Load(ref firstHigh, at), summed);
            var highY = TLanes.And(TLanes.Load(ref secondHigh, at), summed);
            highY = TLanes.Add(highY, highY);
            var low = TLanes.Load(ref secondLow, at);
            var tx = TLanes.Add(TLanes.Load(ref firstLow, at), TLanes.Load(ref a, at));
            var ty = TLanes.Add(TLanes.Add(low, low), TLanes.Load(ref b, at));
            tx = TLanes.Add(tx, TLanes.FromRight(highX, nextHighX));
            ty = TLanes.Add(ty, TLanes.FromRight(highY, nextHighY));
            nextHighX = highX;
            nextHighY = highY;
            var digitsX = TLanes.And(Digits(tx, at, ref nextX), kept);
            var digitsY = TLanes.And(Digits(ty, at, ref nextY), kept);
            TLanes.Store(digitsX, ref x, at);
            TLanes.Store(digitsY, ref y, at);
            TLanes.Store(Digits(TLanes.Add(digitsX, digitsY), at, ref nextSum), ref sum, at);
            TLanes.Store(Digits(TLanes.Subtract(digitsX, digitsY), at, ref nextDifference), ref difference, at);
        }
    }

    /// <summary>x ← first − second + a, y ← third − first − second + b, and the new x + y, from the columns of x², y² and (x + y)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OfSquares(OrbitDigits orbit, int fractionDigits)
    {
        ref var firstLow = ref orbit.First.Low.First;
        ref var firstHigh = ref orbit.First.High.First;
        ref var secondLow = ref orbit.Second.Low.First;
        ref var secondHigh = ref orbit.Second.High.First;
        ref var thirdLow = ref orbit.Third.Low.First;
        ref var thirdHigh = ref orbit.Third.High.First;
        ref var a = ref orbit.A.First;
        ref var b = ref orbit.B.First;
        ref var x = ref orbit.X.First;
        ref var y = ref orbit.Y.First;
        ref var sum = ref orbit.Sum.First;
        TVector nextHighX = default, nextHighY = default, nextX = default, nextY = default, nextSum = default;
        for (nint at = LastBlock(fractionDigits); at >= 0; at -= TLanes.Count)
        {
            var summed = Summed(at, fractionDigits);
            var kept = Kept(at, fractionDigits);
            var first = TLanes.Load(ref firstHigh, at);
            var second = TLanes.Load(ref secondHigh, at);
            var highX = TLanes.And(TLanes.Subtract(first, second), summed);
            var highY = TLanes.And(TLanes.Subtract(TLanes.Load(ref thirdHigh, at), TLanes.Add(first, second)), summed);
            first = TLanes.Load(ref firstLow, at);
            second = TLanes.Load(ref secondLow, at);
            var tx = TLanes.Add(TLanes.Subtract(first, second), TLanes.Load(ref a, at));
            var ty = TLanes.Add(TLanes.Subtract(TLanes.Load(ref thirdLow, at), TLanes.Add(first, second)), TLanes.Load(ref b, at));
            tx = TLanes.Add(tx, TLanes.FromRight(highX, nextHighX));
            ty = TLanes.Add(ty, TLanes.FromRight(highY, nextHighY));
            nextHighX = highX;
            nextHighY = highY;
            var digitsX = TLanes.And(Digits(tx, at, ref nextX), kept);
            var digitsY = TLanes.And(Digits(ty, at, ref nextY), kept);
            TLanes.Store(digitsX, ref x, at);
            TLanes.Store(digitsY, ref y, at);
            TLanes.Store(Digits(TLanes.Add(digitsX, digitsY), at, ref nextSum), ref sum, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Digits(TVector t, nint at, ref TVector nextCarry)
    {
        var carry = TLanes.Carry(t);
        if (at == 0) carry = TLanes.And(carry, TLanes.NotFirst);
        var digits = TLanes.Add(TLanes.Rest(t, carry), TLanes.FromRight(carry, nextCarry));
        nextCarry = carry;
        return digits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint LastBlock(int fractionDigits)
    {
        var last = fractionDigits + Radix.GuardColumns;
        return last - last % TLanes.Count;
    }

    /// <summary>Selects the columns that were summed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Summed(nint at, int fractionDigits) => TLanes.Below(fractionDigits + Radix.GuardColumns + 1 - (int)at);

    /// <summary>Selects the digits that are kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Kept(nint at, int fractionDigits) => TLanes.Below(fractionDigits + 1 - (int)at);
}
