using System.Runtime.InteropServices;
using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>A block of the table for single precision, with what it may be off; laid out as <c>single_block</c> in the kernels.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct SingleBlock
{
    /// <summary>What one operation in pairs of floats may round away of |A·δ|, and of |B·c|: 48·2⁻⁴⁸. See <see cref="SinglePerturbedEscapeTime"/>.</summary>
    public const float LinearRounding = 48f / (1L << 48);

    /// <summary>Likewise of |Q·δ²|.</summary>
    public const float SquareRounding = 84f / (1L << 48);

    /// <summary>A block is tried up to this part of its radius, so that the true δ is within it, too.</summary>
    private const double RadiusShare = 1 - 1.0 / 64;

    /// <summary>Bounds are taken this much larger: they are computed with rounding, and the true δ is a little larger than the computed one.</summary>
    private const double Slack = 1.06;

    /// <param name="next">The block that is tried after it, 0 for none.</param>
    public SingleBlock(in MipBlock block, in MipBlockError error, int next)
    {
        (Steps, Next) = (error.Steps, next);
        var radius = block.Radius * RadiusShare;
        var isUsable = !block.A.IsZero && !radius.IsZero;
        RadiusExponent = isUsable ? (int)radius.Exponent : 0;
        RadiusSquared = isUsable ? (float)(radius.Mantissa * radius.Mantissa) : -1;
        ReachExponent = (int)Math.Min(block.Reach.Exponent, -(long)SingleElement.NoExponent);
        (ARe, AIm, AExponent) = Parts(block.A);
        (BRe, BIm, BExponent) = Parts(block.B);
        (QRe, QIm, QExponent) = Parts(block.Q);
        var a = block.A.Magnitude();
        Cubic = Above(error.Cubic.Scaled(2L * RadiusExponent), AExponent);
        AError = Above(a * (LinearRounding + error.Rounding) + error.Mixed * block.Reach, AExponent);
        BError = Above(error.PointSum * (LinearRounding + error.Rounding) + error.Squared * block.Reach, BExponent);
        QError = Above(error.SquareSum * (SquareRounding + error.Rounding), QExponent);
    }

    /// <summary>|δ|² below this holds, in the unit 2^(2·<see cref="RadiusExponent"/>); −1 where nothing does.</summary>
    public float RadiusSquared { get; }

    public int RadiusExponent { get; }

    /// <summary>The block holds for |c| up to 2 to this power.</summary>
    public int ReachExponent { get; }

    public int Steps { get; }

    /// <summary>Factor of δ, in the unit 2^<see cref="AExponent"/>.</summary>
    public FloatPair ARe { get; }

    /// <inheritdoc cref="ARe"/>
    public FloatPair AIm { get; }

    /// <summary>Factor of c, in the unit 2^<see cref="BExponent"/>.</summary>
    public FloatPair BRe { get; }

    /// <inheritdoc cref="BRe"/>
    public FloatPair BIm { get; }

    /// <summary>Factor of δ², in the unit 2^<see cref="QExponent"/>.</summary>
    public FloatPair QRe { get; }

    /// <inheritdoc cref="QRe"/>
    public FloatPair QIm { get; }

    /// <summary>What it lacks of the third order: of |δ|·(|δ|²/2^(2·<see cref="RadiusExponent"/>)), in A's unit.</summary>
    public float Cubic { get; }

    /// <summary>What else it may be off, and what rounding adds: of |δ|, in A's unit.</summary>
    public float AError { get; }

    /// <summary>Likewise of |c|, in B's unit.</summary>
    public float BError { get; }

    /// <summary>Likewise of |δ|², in Q's unit.</summary>
    public float QError { get; }

    public int Next { get; }

    public int AExponent { get; }

    public int BExponent { get; }

    public int QExponent { get; }

    private static (FloatPair Re, FloatPair Im, int Exponent) Parts(ScaledComplex value) =>
        (FloatPair.Of(value.Re), FloatPair.Of(value.Im), value.IsZero ? SingleElement.NoExponent : (int)value.Exponent);

    /// <summary>A float above a bound, in the unit 2^<paramref name="exponent"/>.</summary>
    private static float Above(FloatExp bound, int exponent) => (float)(bound.Scaled(-(long)exponent) * Slack).ToDouble() + 1e-30f;
}
