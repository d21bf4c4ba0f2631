namespace MandelActors.Numerics;

/// <summary>An unevaluated sum of two doubles, High + Low with |Low| ≤ ½ ulp(High): about 106 bits.</summary>
/// <remarks><i>Source:</i> T. J. Dekker, A floating-point technique for extending the available precision, 1971.</remarks>
public readonly record struct DoublePair(double High, double Low)
{
    /// <summary>The pair nearest to an exact number; infinite beyond double's range.</summary>
    public static DoublePair Of(ExactDecimal value)
    {
        var high = value.ToDouble();
        if (!double.IsFinite(high) || high == 0) return new DoublePair(high, 0);
        return new DoublePair(high, (value - ExactDecimal.FromDouble(high)).ToDouble());
    }

    public DoublePair Negated() => new(-High, -Low);

    /// <summary>This times a double, to about 10⁻³¹ relative.</summary>
    public DoublePair Times(double factor)
    {
        var high = High * factor;
        var low = Math.FusedMultiplyAdd(Low, factor, Math.FusedMultiplyAdd(High, factor, -high));
        return Normalised(high, low);
    }

    /// <summary>This divided by a double, to about 10⁻³¹ relative.</summary>
    public DoublePair DividedBy(double divisor)
    {
        var high = High / divisor;
        var rest = Math.FusedMultiplyAdd(-high, divisor, High) + Low;
        return Normalised(high, rest / divisor);
    }

    /// <summary>This + <paramref name="factor"/>·<paramref name="times"/>, rounded to a double once, to within 0.51 ulp.</summary>
    public double PlusProduct(DoublePair factor, double times)
    {
        var product = factor.Times(times);
        // Two-sum: the rounding error of the leading sum is itself a double.
        var sum = High + product.High;
        var back = sum - High;
        var error = (High - (sum - back)) + (product.High - back);
        return sum + (error + (Low + product.Low));
    }

    private static DoublePair Normalised(double high, double low)
    {
        var sum = high + low;
        return new DoublePair(sum, low - (sum - high));
    }
}
