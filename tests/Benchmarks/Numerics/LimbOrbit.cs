using System.Numerics;

namespace MandelActors.Benchmarks.Numerics;

/// <summary>
/// z² + c the usual way, for comparison: magnitudes in 64-bit limbs, least significant first, products by
/// <see cref="Math.BigMul(ulong, ulong, out ulong)"/> summed by columns, of which short ones leave out those below the cut.
/// </summary>
internal sealed class LimbOrbit
{
    private readonly int _limbs;
    private readonly ulong[] _a, _b, _x, _y, _s, _xx, _yy, _ss;
    private readonly int _signA, _signB;
    private int _signX = 1, _signY = 1;

    /// <param name="a">The real part of c in units of 2^(−64·(limbs − 1)).</param>
    /// <param name="b">The imaginary part, likewise.</param>
    public LimbOrbit(BigInteger a, BigInteger b, int limbs)
    {
        _limbs = limbs;
        (_a, _b) = (Magnitude(a, limbs), Magnitude(b, limbs));
        (_signA, _signB) = (a.Sign < 0 ? -1 : 1, b.Sign < 0 ? -1 : 1);
        (_x, _y, _s) = (new ulong[limbs], new ulong[limbs], new ulong[limbs]);
        (_xx, _yy, _ss) = (new ulong[limbs], new ulong[limbs], new ulong[limbs]);
    }

    public (double Re, double Im) Value => (_signX * ToDouble(_x), _signY * ToDouble(_y));

    public void Advance()
    {
        Add(_x, _y, _s);
        ShortSquare(_x, _xx);
        ShortSquare(_y, _yy);
        ShortSquare(_s, _ss);
        // (|x| + |y|)² − x² − y² = 2·|x|·|y|.
        Subtract(_ss, _xx, _ss);
        Subtract(_ss, _yy, _ss);
        var sign = AddSigned(_xx, 1, _yy, -1, _x);
        var product = _signX * _signY;
        _signX = AddSigned(_x, sign, _a, _signA, _x);
        _signY = AddSigned(_ss, product, _b, _signB, _y);
    }

    /// <summary>target ← a²/2^(64·(limbs − 1)), the lower columns but one left out.</summary>
    public void ShortSquare(ulong[] a, ulong[] target)
    {
        var n = _limbs;
        ulong carry0 = 0, carry1 = 0;
        for (var k = n - 2; k < 2 * n - 1; k++)
        {
            ulong low = 0, middle = 0, high = 0;
            int i = Math.Max(0, k - n + 1), j = k - i;
            for (; i < j; i++, j--)
            {
                var upper = Math.BigMul(a[i], a[j], out var lower);
                low += lower;
                upper += low < lower ? 1UL : 0;
                middle += upper;
                high += middle < upper ? 1UL : 0;
            }

            high = high << 1 | middle >> 63;
            middle = middle << 1 | low >> 63;
            low <<= 1;
            if (i == j)
            {
                var upper = Math.BigMul(a[i], a[i], out var lower);
                low += lower;
                upper += low < lower ? 1UL : 0;
                middle += upper;
                high += middle < upper ? 1UL : 0;
            }

            low += carry0;
            var more = low < carry0 ? 1UL : 0;
            middle += more;
            high += middle < more ? 1UL : 0;
            middle += carry1;
            high += middle < carry1 ? 1UL : 0;
            if (k >= n - 1) target[k - n + 1] = low;
            (carry0, carry1) = (middle, high);
        }
    }

    /// <summary>target ← a·b/2^(64·(limbs − 1)), the lower columns but one left out.</summary>
    public void ShortProduct(ulong[] a, ulong[] b, ulong[] target)
    {
        var n = _limbs;
        ulong carry0 = 0, carry1 = 0;
        for (var k = n - 2; k < 2 * n - 1; k++)
        {
            ulong low = carry0, middle = carry1, high = 0;
            for (var i = Math.Max(0, k - n + 1); i <= Math.Min(k, n - 1); i++)
            {
                var upper = Math.BigMul(a[i], b[k - i], out var lower);
                low += lower;
                upper += low < lower ? 1UL : 0;
                middle += upper;
                high += middle < upper ? 1UL : 0;
            }

            if (k >= n - 1) target[k - n + 1] = low;
            (carry0, carry1) = (middle, high);
        }
    }

    private static void Add(ulong[] a, ulong[] b, ulong[] target)
    {
        ulong carry = 0;
        for (var i = 0; i < target.Length; i++)
        {
            var sum = a[i] + carry;
            carry = sum < carry ? 1UL : 0;
            sum += b[i];
            carry += sum < b[i] ? 1UL : 0;
            target[i] = sum;
        }
    }

    private static void Subtract(ulong[] a, ulong[] b, ulong[] target)
    {
        ulong borrow = 0;
        for (var i = 0; i < target.Length; i++)
        {
            var difference = a[i] - borrow;
            borrow = a[i] < borrow ? 1UL : 0;
            borrow += difference < b[i] ? 1UL : 0;
            target[i] = difference - b[i];
        }
    }

    /// <returns>The sum's sign.</returns>
    private static int AddSigned(ulong[] a, int signA, ulong[] b, int signB, ulong[] target)
    {
        if (signA == signB)
        {
            Add(a, b, target);
            return signA;
        }

        var i = a.Length - 1;
        while (i > 0 && a[i] == b[i]) i--;
        if (a[i] >= b[i])
        {
            Subtract(a, b, target);
            return signA;
        }

        Subtract(b, a, target);
        return signB;
    }

    private static ulong[] Magnitude(BigInteger value, int limbs)
    {
        var result = new ulong[limbs];
        value = BigInteger.Abs(value);
        for (var i = 0; i < limbs; i++, value >>= 64) result[i] = (ulong)(value & ulong.MaxValue);
        return result;
    }

    private static double ToDouble(ulong[] limbs) => limbs[^1] + Math.ScaleB(limbs[^2], -64);
}
