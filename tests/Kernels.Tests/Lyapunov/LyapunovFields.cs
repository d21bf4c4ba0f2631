using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Kernels.Tests.Lyapunov;

/// <summary>Fields of exponents, by a device and by the scalar truth.</summary>
internal static class LyapunovFields
{
    /// <summary>The picture of augeas/lyapunov's front page.</summary>
    public static readonly LyapunovTask ZirconZity =
        new(new LyapunovView(900, 600, 2.5, 3.4, 3.4, 4.0), LyapunovSequence.Parse("BBBBBBAAAAAA"), new LyapunovRule(400));

    public static double[] Render(LyapunovTask task, DeviceOptions? options = null)
    {
        using var device = new CpuDevice(options);
        var field = new double[task.FieldLength];
        device.Render(task, field, CancellationToken.None).Iterations.ShouldBe((task.Rule.WarmUp + (long)task.Rule.TermsOf(task.Sequence)) * field.Length);
        return field;
    }

    /// <summary>The same field, one point at a time by <see cref="LyapunovExponent"/>.</summary>
    public static double[] Scalar(LyapunovTask task)
    {
        var (columns, rows) = (task.View.Columns(task.OffsetX), task.View.Rows(task.OffsetY));
        return [.. rows.SelectMany(b => columns.Select(a => LyapunovExponent.Of(task.Sequence, [a, b, .. task.View.Constants], task.Rule)))];
    }

    /// <summary>The kernel's own bound: 16u·(1 + |λ| + the largest |ln r|), and the same infinities and NaN, but for factors at the end of double's range.</summary>
    public static void ShouldBeWithinTheBoundOf(this double[] field, double[] truth, LyapunovTask task)
    {
        var logarithms = ((double[])[.. task.View.Columns(task.OffsetX), .. task.View.Rows(task.OffsetY), .. task.View.Constants])
            .Select(r => Math.Abs(Math.Log(Math.Abs(r)))).Where(double.IsFinite).Append(0).Max();
        for (var i = 0; i < truth.Length; i++)
        {
            var bound = 16 * Math.Pow(2, -53) * (1 + Math.Abs(truth[i]) + logarithms);
            // The largest double is e^709.
            if (double.IsPositiveInfinity(truth[i]) && field[i] * task.Rule.TermsOf(task.Sequence) > 709) continue;
            if (double.IsFinite(truth[i]) ? !(Math.Abs(field[i] - truth[i]) <= bound) : !field[i].Equals(truth[i]))
                Assert.Fail($"pixel {i} is {field[i]:R}, expected {truth[i]:R} within {bound:e1}: {task}");
        }
    }
}
