using MandelActors.Fractals;
using MandelActors.Numerics;
using MandelActors.Testing;

namespace MandelActors.Kernels.Tests;

/// <summary>Views, fields and the scalar truth of a whole field.</summary>
internal static class Pictures
{
    /// <summary>The rule of the seeds: whole counts beyond 2.</summary>
    public static readonly EscapeRule Whole = new(2, CountKind.Whole);

    public static View ViewOf(TruthFile truth) => ViewOf(truth.Re, truth.Im, truth.Radius, truth.Width, truth.Height);

    public static View ViewOf(string re, string im, string radius, int width, int height) =>
        new(ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse(radius), width, height);

    /// <summary>A level of the dask stack: scale 3/1.00025^level is the height.</summary>
    public static View StackLevel(int level) => ViewOf("-0.743645857047151", "0.13182592380533", "1", 512, 512) with
    {
        Radius = ExactDecimal.FromDouble(1.5 / Math.Pow(1.00025, level)),
        Sampling = Sampling.Corner,
        Rows = RowOrder.Up,
    };

    public static (double[] Field, EscapeStatistics Statistics) Render(EscapeTask task, DeviceOptions? options = null)
    {
        using var device = new CpuDevice(options);
        var field = new double[task.FieldLength];
        return (field, device.Render(task, field, CancellationToken.None));
    }

    /// <summary>The same field, one point at a time by <see cref="EscapeTime"/>.</summary>
    public static double[] Scalar(EscapeTask task)
    {
        var grid = PixelGrid.Of(task.View, task.OffsetX, task.OffsetY);
        return [.. grid.Rows.SelectMany(im => grid.Columns.Select(re => EscapeTime.Count(re, im, task.Rule, task.Limit.Value)))];
    }

    /// <summary>Equality of every bit, NaN included; names the first pixel that differs.</summary>
    public static void ShouldBeTheSameBitsAs(this double[] field, double[] expected, string because)
    {
        field.Length.ShouldBe(expected.Length);
        for (var i = 0; i < field.Length; i++)
            if (BitConverter.DoubleToInt64Bits(field[i]) != BitConverter.DoubleToInt64Bits(expected[i]))
                Assert.Fail($"pixel {i} is {field[i]:R}, expected {expected[i]:R}: {because}");
    }
}
