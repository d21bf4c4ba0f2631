using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Kernels.CrossChecks;

/// <summary>Exponents as <see cref="LyapunovExponent"/> has them.</summary>
internal sealed class LyapunovTruth(LyapunovTask task) : ScalarTruth
{
    private readonly double[] _columns = task.View.Columns(task.OffsetX);
    private readonly double[] _rows = task.View.Rows(task.OffsetY);

    /// <inheritdoc/>
    /// <remarks>The kernel's bound is about 10⁻¹⁴; a palette's steps are above 10⁻³.</remarks>
    public override double Tolerance => 1e-9;

    public override TruePixel? At(int pixel, int tremor, double claimed, long most, out long steps)
    {
        var (right, down) = DirectionOf(tremor);
        var (a, b) = (_columns[pixel % task.View.Width], _rows[pixel / task.View.Width]);
        steps = (long)task.Rule.WarmUp + task.Rule.Iterations;
        double[] coefficients = [a + right * Ulps(a), b + down * Ulps(b), .. task.View.Constants];
        return new TruePixel(LyapunovExponent.Of(task.Sequence, coefficients, task.Rule));
    }
}
