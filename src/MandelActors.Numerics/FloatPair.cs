namespace MandelActors.Numerics;

/// <summary>An unevaluated sum of two floats, High + Low with |Low| ≤ ½ ulp(High): 48 bits, for devices that have no doubles or slow ones.</summary>
/// <remarks>
/// Every operation is a fixed order of additions, multiplications and fused multiplications, which OpenCL rounds as .NET does. u = 2⁻²⁴.
/// Bounds hold while no part underflows: numbers of a sum are to be scaled to about 1, what is below 2⁻¹⁰⁰ of that counts as nothing.
/// <para><i>Source:</i> D. E. Knuth (exact sums); T. Ogita, S. M. Rump, S. Oishi, Accurate sum and dot product, 2005.</para>
/// </remarks>
public readonly record struct FloatPair(float High, float Low)
{
    /// <summary>What is smaller is 0.</summary>
    private const double Smallest = 1.0 / (1L << 50) / (1L << 50);

    /// <summary>|High| + |Low|.</summary>
    public float Magnitude => MathF.Abs(High) + MathF.Abs(Low);

    /// <summary>Within 2⁻⁴⁸ of the number, relatively; 0 below 2⁻¹⁰⁰.</summary>
    /// <param name="value">Within float's range.</param>
    public static FloatPair Of(double value)
    {
        if (Math.Abs(value) < Smallest) return default;
        var high = (float)value;
        return new FloatPair(high, (float)(value - high));
    }

    public static FloatPair operator -(FloatPair value) => new(-value.High, -value.Low);

    /// <summary>Within 3u²·(|left| + |right|).</summary>
    public static FloatPair operator +(FloatPair left, FloatPair right)
    {
        var (sum, error) = Sum(left.High, right.High);
        (sum, error) = Sum(sum, error + (left.Low + right.Low));
        return new FloatPair(sum, error);
    }

    /// <summary>Times a power of two, exactly.</summary>
    public FloatPair Scaled(float power) => new(High * power, Low * power);

    /// <summary>a·b + c·d + e, within 25u²·(|a·b| + |c·d|) + 7u²·|e|.</summary>
    /// <remarks>
    /// The products' and sums' own errors are exact floats. Nine of them are added up, none passing more than six roundings; each is at most u
    /// of what it belongs to, and the products of two low parts, u² of theirs, are left out.
    /// </remarks>
    public static FloatPair SumOfProducts(FloatPair a, FloatPair b, FloatPair c, FloatPair d, FloatPair e)
    {
        var first = a.High * b.High;
        var firstError = MathF.FusedMultiplyAdd(a.High, b.High, -first);
        var second = c.High * d.High;
        var secondError = MathF.FusedMultiplyAdd(c.High, d.High, -second);
        var (products, productsError) = Sum(first, second);
        var (sum, sumError) = Sum(products, e.High);
        var crossed = MathF.FusedMultiplyAdd(a.High, b.Low, MathF.FusedMultiplyAdd(a.Low, b.High, MathF.FusedMultiplyAdd(c.High, d.Low, c.Low * d.High)));
        var errors = ((firstError + secondError) + (productsError + sumError)) + (crossed + e.Low);
        (sum, errors) = Sum(sum, errors);
        return new FloatPair(sum, errors);
    }

    /// <summary>The rounded sum and, exactly, what was rounded away.</summary>
    private static (float Sum, float Error) Sum(float left, float right)
    {
        var sum = left + right;
        var back = sum - left;
        return (sum, (left - (sum - back)) + (right - back));
    }
}
