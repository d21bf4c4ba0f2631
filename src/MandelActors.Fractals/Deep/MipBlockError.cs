using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>How far a block of the table may be from the steps that it stands for.</summary>
/// <remarks>
/// For |δ| ≤ <see cref="MipBlock.Radius"/> and |c| ≤ <see cref="MipBlock.Reach"/>, the block differs from its steps in exact arithmetic by at most
/// <see cref="Cubic"/>·|δ|³ + <see cref="Mixed"/>·|δ|·|c| + <see cref="Squared"/>·|c|², plus what doubles rounded away when it was made:
/// <see cref="Rounding"/> of |A·δ|, of <see cref="PointSum"/>·|c| and of <see cref="SquareSum"/>·|δ|². A single step differs by rounding alone.
/// <para>
/// <i>Proof, by induction.</i> Let y follow x, |x(δ, c)| ≤ a·|δ| + b·|c| with a = |A_x| + |Q_x|·R and b of B_x. What x lacks is
/// multiplied by at most |A_y| + 2|Q_y|·(a·R + b·C); what y lacks is taken at a·|δ| + b·|c|; and what joining them leaves out of Q_y·x² is
/// |Q_y|·((2|A_x·Q_x| + |Q_x|²·R)·|δ|³ + 2ab·|δ||c| + b²·|c|²). Powers of |δ| and |c| that are too high are replaced by those of R and C.
/// </para>
/// </remarks>
/// <param name="Cubic">Of |δ|³.</param>
/// <param name="Mixed">Of |δ|·|c|.</param>
/// <param name="Squared">Of |c|².</param>
/// <param name="PointSum">The sum of the moduli that make up B.</param>
/// <param name="SquareSum">The sum of the moduli that make up Q.</param>
/// <param name="Steps">Steps of the block.</param>
public readonly record struct MipBlockError(FloatExp Cubic, FloatExp Mixed, FloatExp Squared, FloatExp PointSum, FloatExp SquareSum, int Steps)
{
    /// <summary>What an orbit or a factor may be larger than its own value says, because of these errors themselves.</summary>
    private const double Slack = 1.01;

    /// <summary>2⁻⁵⁰: an element's rounding and a multiplication's, in doubles.</summary>
    private const double RoundingPerStep = 1.0 / (1L << 50);

    /// <summary>One step.</summary>
    public static MipBlockError Step { get; } = new(default, default, default, 1, 1, 1);

    /// <summary>What doubles rounded away, relatively.</summary>
    public double Rounding => Steps * RoundingPerStep;

    /// <summary>The errors of two blocks in turn.</summary>
    /// <param name="x">The first block.</param>
    /// <param name="y">The second block.</param>
    /// <param name="joined">Both as one.</param>
    /// <param name="yError">The second block's errors; these are the first's.</param>
    public MipBlockError Then(in MipBlock x, in MipBlock y, in MipBlock joined, in MipBlockError yError)
    {
        var (radius, reach) = (joined.Radius, joined.Reach);
        var (ax, qx, ay, qy) = (x.A.Magnitude(), SquareSum, y.A.Magnitude(), yError.SquareSum);
        var a = (ax + qx * radius) * Slack;
        var b = PointSum * Slack;
        var slope = ay + qy.Scaled(1) * (a * radius + b * reach);
        var cubes = yError.Cubic * 3 * a * b;
        return new MipBlockError(
            slope * Cubic + yError.Cubic * a * a * a + qy * qx * (ax.Scaled(1) + qx * radius),
            slope * Mixed + cubes * (a * radius + b * reach) + yError.Mixed * a + qy.Scaled(1) * a * b,
            slope * Squared + yError.Cubic * b * b * b * reach + yError.Mixed * b + yError.Squared + qy * b * b,
            ay * PointSum + yError.PointSum,
            ay * SquareSum + yError.SquareSum * ax * ax,
            Steps + yError.Steps);
    }
}
