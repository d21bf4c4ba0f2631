using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Which pixels of a field say something definite: those whose count hardly moves when the sample is shifted by a millionth of a pixel.</summary>
/// <remarks>The same measure as <see cref="PixelTruth"/>'s, but by the device itself, so that it can be had for every pixel.</remarks>
/// <param name="Field">The counts.</param>
/// <param name="IsWellConditioned">One for each pixel.</param>
/// <param name="Steps">Single steps that the field took beside a reference, 0 if it was rendered plainly.</param>
internal sealed record Conditioning(double[] Field, bool[] IsWellConditioned, long Steps)
{
    private const double SmallestShare = 0.25;

    public int Judged => IsWellConditioned.Count(good => good);

    /// <summary>Renders a view and, shifted to the right and downwards, twice more.</summary>
    public static Conditioning Of(EscapeTask task, DeviceOptions options)
    {
        var (field, statistics) = Render(task, options);
        var (right, _) = Render(task with { OffsetX = task.OffsetX + PixelTruth.Shift }, options);
        var (down, _) = Render(task with { OffsetY = task.OffsetY + PixelTruth.Shift }, options);
        return new Conditioning(field, [.. field.Select((nu, i) =>
            Math.Max(PixelTruth.Apart(nu, right[i]), PixelTruth.Apart(nu, down[i])) <= PixelTruth.LargestMovement)], statistics.Deep?.Steps ?? 0);
    }

    /// <summary>Fails unless enough pixels are judged for a claim about the picture.</summary>
    public void ShouldJudgeMany() => Judged.ShouldBeGreaterThan((int)(SmallestShare * Field.Length));

    /// <summary>The largest difference of a well-conditioned pixel; infinite where one is inside and not outside.</summary>
    public double Apart(double[] other) =>
        Field.Select((nu, i) => IsWellConditioned[i] ? PixelTruth.Apart(nu, other[i]) : 0).Max();
}
