namespace MandelActors.Fractals.Deep;

/// <summary>The count at an escape, and roots and logarithms in a fixed order of operations: OpenCL's own are rounded as a device likes.</summary>
public static partial class SinglePerturbedEscapeTime
{
    /// <summary>Beyond this part of |z| the bound's first order says nothing.</summary>
    private const float LargestRelativeError = 1f / 16;

    /// <summary>1/ln²2 · 2, a little more, and ¹⁶⁄₁₅ for what is above the first order.</summary>
    private const float BoundFactor = 4.45f;

    private const float TwoOverLn2 = 2.88539008f;

    /// <summary>ν − n = 2 − log₂(log₂|z|²), and its bound e/(|z|·ln|z|·ln 2).</summary>
    private static SingleCount CountOf(long index, float norm, int exponent, float error)
    {
        var log = Logarithm(norm) + 2 * exponent;
        var relative = error * InverseRoot(norm) * RootUpwards;
        var inverse = InverseRoot(log);
        var bound = relative <= LargestRelativeError
            ? MathF.FusedMultiplyAdd(relative * BoundFactor, inverse * inverse, LogarithmBound)
            : float.PositiveInfinity;
        return new SingleCount(index, 2 - Logarithm(log), bound);
    }

    /// <summary>log₂, within 4·10⁻⁷ of the true value and half an ulp.</summary>
    /// <param name="value">A normal number above 0.</param>
    /// <remarks>As <c>BinaryLogarithm</c>, with fewer terms: value = 2^k·f, s = (f − 1)/(f + 1), log₂ f = (2/ln 2)(s + s³/3 + …).</remarks>
    private static float Logarithm(float value)
    {
        // The bits of √½: what is subtracted so that f lies between √½ and √2.
        const int RootHalf = 0x3F3504F3;
        var bits = BitConverter.SingleToInt32Bits(value);
        var exponent = (bits - RootHalf) >> 23;
        var f = BitConverter.Int32BitsToSingle(bits - (exponent << 23));
        var divisor = f + 1;
        // 1/divisor to 2 %, then Newton's method.
        var inverse = MathF.FusedMultiplyAdd(divisor, -0.2470f, 1.0029f);
        inverse = MathF.FusedMultiplyAdd(inverse, MathF.FusedMultiplyAdd(-divisor, inverse, 1), inverse);
        inverse = MathF.FusedMultiplyAdd(inverse, MathF.FusedMultiplyAdd(-divisor, inverse, 1), inverse);
        inverse = MathF.FusedMultiplyAdd(inverse, MathF.FusedMultiplyAdd(-divisor, inverse, 1), inverse);
        var s = (f - 1) * inverse;
        var z = s * s;
        var sum = MathF.FusedMultiplyAdd(z, TwoOverLn2 / 11, TwoOverLn2 / 9);
        sum = MathF.FusedMultiplyAdd(sum, z, TwoOverLn2 / 7);
        sum = MathF.FusedMultiplyAdd(sum, z, TwoOverLn2 / 5);
        sum = MathF.FusedMultiplyAdd(sum, z, TwoOverLn2 / 3);
        sum = MathF.FusedMultiplyAdd(sum, z, TwoOverLn2);
        return MathF.FusedMultiplyAdd(s, sum, exponent);
    }

    /// <summary>√value from below, within 5·10⁻⁶ of it; 2⁻⁴⁰ or more for what is too small to tell.</summary>
    private static float Root(float value)
    {
        // Smaller squares are no longer normal numbers.
        var normal = MathF.Max(value, 1f / (1L << 40) / (1L << 40));
        return normal * InverseRoot(normal);
    }

    /// <summary>1/√value from below, within 5·10⁻⁶ of it.</summary>
    private static float InverseRoot(float value)
    {
        var half = value * 0.5f;
        var root = BitConverter.Int32BitsToSingle(0x5F3759DF - (BitConverter.SingleToInt32Bits(value) >> 1));
        root *= MathF.FusedMultiplyAdd(-half * root, root, 1.5f);
        return root * MathF.FusedMultiplyAdd(-half * root, root, 1.5f);
    }
}
