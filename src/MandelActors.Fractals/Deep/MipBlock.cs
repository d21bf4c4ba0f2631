using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>Several steps beside the reference in one: δ ↦ (A + Q·δ)·δ + B·c.</summary>
/// <remarks>
/// δ is what an orbit is away from the reference where the block begins, c what its point is away from the reference's. One
/// step, δ ↦ (2Z + δ)·δ + c, is exact with A = 2Z, B = 1, Q = 1. Two blocks, first x then y, make one:
/// A = A_y·A_x, B = A_y·B_x + B_y, Q = A_y·Q_x + Q_y·A_x². What is dropped, relative to A·δ, is
/// 2·Q_x·Q_y/A_y·δ² + …: where |δ| ≤ <see cref="Radius"/> and |c| ≤ <see cref="Reach"/> every such term is below ε.
/// <para>
/// <i>Source:</i> Zhuoran's two radii (MipLA: blocks that do not depend on a view's size) for bivariate linear approximation;
/// the quadratic term is our addition. It squares what a linear block neglects, so that blocks hold up to |δ| ≈ √ε·|Z| instead
/// of ε·|Z| (src/decisions/0011-quadratic-blocks.md).
/// </para>
/// </remarks>
/// <param name="A">Factor of δ.</param>
/// <param name="B">Factor of c.</param>
/// <param name="Q">Factor of δ².</param>
/// <param name="Radius">The largest |δ| the block holds for.</param>
/// <param name="LinearRadius">The largest |δ| at which Q·δ² could be left out as well; what c contributes must stay within it, because no term of the second order in c is kept.</param>
/// <param name="Reach">The largest |c| the block holds for.</param>
public readonly record struct MipBlock(ScaledComplex A, ScaledComplex B, ScaledComplex Q, FloatExp Radius, FloatExp LinearRadius, FloatExp Reach)
{
    /// <summary>|δ| stays below this share of |Z|, so that an orbit is nearer to the reference than to 0 and need not be measured anew.</summary>
    private const double LargestShare = 0.25;

    /// <summary>Farther than any orbit or point: no limit.</summary>
    internal static readonly FloatExp Unlimited = new(1, 1L << 40);

    private static readonly ScaledComplex One = new(1, 0);

    /// <summary>One step from Z.</summary>
    /// <param name="tolerance">ε.</param>
    public static MipBlock Step(ScaledComplex z, double tolerance)
    {
        var modulus = z.Magnitude();
        return new MipBlock(z.Scaled(1), One, One, modulus * LargestShare, modulus * tolerance, Unlimited);
    }

    /// <summary>This block, then another.</summary>
    /// <param name="next">What begins where this ends.</param>
    /// <param name="tolerance">ε.</param>
    public MipBlock Then(in MipBlock next, double tolerance)
    {
        var (a, b, q) = (A.Magnitude(), B.Magnitude(), Q.Magnitude());
        var nextA = next.A.Magnitude();
        // ε ≥ 2·|Q_x·Q_y|/|A_y|·r²
        var radius = FloatExp.Sqrt(Ratio(nextA * (tolerance / 2), q * next.Q.Magnitude()));
        // What Q adds to A·δ within the radius is little; ¾ allows for it.
        radius = FloatExp.Min(radius, FloatExp.Min(Radius, Ratio(next.Radius * 0.75, a)));
        return new MipBlock(
            next.A * A,
            next.A * B + next.B,
            next.A * Q + next.Q * A.Squared(),
            radius,
            FloatExp.Min(LinearRadius, Ratio(next.LinearRadius, a)),
            FloatExp.Min(FloatExp.Min(Reach, next.Reach), Ratio(next.LinearRadius, b)));
    }

    private static FloatExp Ratio(FloatExp value, FloatExp divisor) => divisor.IsZero ? Unlimited : value / divisor;
}
