namespace MandelActors.Numerics.Digits;

/// <summary>The kernel without vectors: what the others must equal, digit for digit.</summary>
internal sealed class ScalarDigits : DigitKernel
{
    public static ScalarDigits Instance { get; } = new();

    public override void Square(DigitBuffer a, DigitBuffer low, DigitBuffer high, DigitBuffer target, int fractionDigits)
    {
        SquareColumns(a, low, high, fractionDigits);
        Carries(low, high, target, fractionDigits);
    }

    public override void Multiply(DigitBuffer a, DigitBuffer b, DigitBuffer low, DigitBuffer high, DigitBuffer target, int fractionDigits)
    {
        ProductColumns(a, b, low, high, fractionDigits);
        Carries(low, high, target, fractionDigits);
    }

    public override void Sum(DigitBuffer a, DigitBuffer b, bool subtract, DigitBuffer target, int fractionDigits)
    {
        Span<long> x = a.All, y = b.All, digits = target.All;
        long carry = 0;
        for (var k = fractionDigits; k > 0; k--)
        {
            var t = subtract ? x[k] - y[k] : x[k] + y[k];
            var next = Radix.Carry(t);
            digits[k] = t - (next << Radix.Bits) + carry;
            carry = next;
        }

        digits[0] = (subtract ? x[0] - y[0] : x[0] + y[0]) + carry;
        target.CutAfter(fractionDigits);
    }

    public override void Step(OrbitDigits orbit, int fractionDigits)
    {
        var columns = fractionDigits + 1 + Radix.GuardColumns;
        var ((firstLow, firstHigh), (secondLow, secondHigh), (thirdLow, thirdHigh)) = (orbit.First, orbit.Second, orbit.Third);
        if (OrbitDigits.UsesProducts(fractionDigits))
        {
            ProductColumns(orbit.Sum, orbit.Difference, firstLow, firstHigh, fractionDigits);
            ProductColumns(orbit.X, orbit.Y, thirdLow, thirdHigh, fractionDigits);
            Add(thirdLow.All, thirdLow.All, columns);
            Add(thirdHigh.All, thirdHigh.All, columns);
        }
        else
        {
            SquareColumns(orbit.X, firstLow, firstHigh, fractionDigits);
            SquareColumns(orbit.Y, secondLow, secondHigh, fractionDigits);
            SquareColumns(orbit.Sum, thirdLow, thirdHigh, fractionDigits);
            Combine(firstLow.All, secondLow.All, thirdLow.All, columns);
            Combine(firstHigh.All, secondHigh.All, thirdHigh.All, columns);
        }

        Add(firstLow.All, orbit.A.All, columns);
        Add(thirdLow.All, orbit.B.All, columns);
        Carries(firstLow, firstHigh, orbit.X, fractionDigits);
        Carries(thirdLow, thirdHigh, orbit.Y, fractionDigits);
        Sum(orbit.X, orbit.Y, subtract: false, orbit.Sum, fractionDigits);
        if (OrbitDigits.UsesProducts(fractionDigits)) Sum(orbit.X, orbit.Y, subtract: true, orbit.Difference, fractionDigits);
    }

    private static void Add(Span<long> target, Span<long> other, int columns)
    {
        for (var k = 0; k < columns; k++) target[k] += other[k];
    }

    /// <summary>x ← x − y, s ← s − x − y.</summary>
    private static void Combine(Span<long> x, Span<long> y, Span<long> s, int columns)
    {
        for (var k = 0; k < columns; k++)
        {
            s[k] -= x[k] + y[k];
            x[k] -= y[k];
        }
    }

    private static void ProductColumns(DigitBuffer a, DigitBuffer b, DigitBuffer low, DigitBuffer high, int fractionDigits)
    {
        Span<long> x = a.All, y = b.All, lows = low.All, highs = high.All;
        for (var k = 0; k <= fractionDigits + Radix.GuardColumns; k++)
        {
            (lows[k], highs[k]) = (0, 0);
            for (var i = 0; i <= k;)
            {
                long sum = 0;
                for (var stop = Math.Min(k + 1, i + Radix.MostProducts); i < stop; i++) sum += x[i] * y[k - i];
                SetAside(sum, ref lows[k], ref highs[k]);
            }
        }
    }

    private static void SquareColumns(DigitBuffer a, DigitBuffer low, DigitBuffer high, int fractionDigits)
    {
        Span<long> x = a.All, lows = low.All, highs = high.All;
        for (var k = 0; k <= fractionDigits + Radix.GuardColumns; k++)
        {
            (lows[k], highs[k]) = (0, 0);
            for (var i = 0; 2 * i < k;)
            {
                long sum = 0;
                for (var stop = Math.Min((k + 1) / 2, i + Radix.MostProducts / 2); i < stop; i++) sum += x[i] * x[k - i];
                SetAside(2 * sum, ref lows[k], ref highs[k]);
            }

            SetAside(k % 2 == 0 ? x[k / 2] * x[k / 2] : 0, ref lows[k], ref highs[k]);
        }
    }

    /// <summary>Adds to a column kept in two parts; leaves the low part within ±2²⁷.</summary>
    private static void SetAside(long sum, ref long low, ref long high)
    {
        var carry = Radix.Carry(sum);
        low += sum - (carry << Radix.Bits);
        var more = Radix.Carry(low);
        low -= more << Radix.Bits;
        high += carry + more;
    }

    private static void Carries(DigitBuffer low, DigitBuffer high, DigitBuffer target, int fractionDigits)
    {
        Span<long> lows = low.All, highs = high.All, digits = target.All;
        long carry = 0;
        for (var k = fractionDigits + Radix.GuardColumns; k >= 0; k--)
        {
            var t = lows[k] + (k < fractionDigits + Radix.GuardColumns ? highs[k + 1] : 0);
            var next = k == 0 ? 0 : Radix.Carry(t);
            digits[k] = t - (next << Radix.Bits) + carry;
            carry = next;
        }

        target.CutAfter(fractionDigits);
    }
}
