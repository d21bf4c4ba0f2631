using System.Globalization;

using MandelActors.Fractals;
using MandelActors.Fractals.Deep;

namespace MandelActors.Testing.Deep;

/// <summary>How a renderer's counts compare with brute force on a sample of a view's pixels.</summary>
/// <param name="View">What was rendered.</param>
/// <param name="Pixels">The pixels compared, with the truth and what the renderer says.</param>
public sealed record TruthComparison(DeepView View, IReadOnlyList<(PixelTruth Truth, double Count)> Pixels)
{
    /// <summary>What a renderer may be off on a well-conditioned pixel.</summary>
    public const double Tolerance = 0.01;

    /// <summary>Pixels that are well-conditioned: the others are not judged.</summary>
    public int Judged => Pixels.Count(p => p.Truth.IsWellConditioned);

    /// <summary>Judged pixels within <see cref="Tolerance"/>.</summary>
    public int Met => Pixels.Count(p => p.Truth.IsWellConditioned && Apart(p) <= Tolerance);

    /// <summary>Judged pixels that are inside and not outside.</summary>
    public int Inside => Pixels.Count(p => p.Truth.IsWellConditioned && double.IsNaN(p.Truth.Nu));

    /// <summary>The largest difference of a judged pixel that is outside on both sides; 0 for none.</summary>
    public double Worst => Pixels.Where(p => p.Truth.IsWellConditioned).Select(Apart).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    /// <summary>Judged pixels that the renderer has on the wrong side, each with its place.</summary>
    public IReadOnlyList<string> WrongSides => [.. Described(apart => double.IsPositiveInfinity(apart))];

    /// <summary>Judged pixels beyond the tolerance, each with its place.</summary>
    public IReadOnlyList<string> Unmet => [.. Described(apart => !(apart <= Tolerance))];

    /// <summary>Compares pixels that a seed picks.</summary>
    /// <param name="view">What was rendered, with its limit.</param>
    /// <param name="rule">The rule it was rendered by.</param>
    /// <param name="count">The renderer's count of a pixel, by column and row.</param>
    /// <param name="samples">How many; all of them where the view has no more.</param>
    /// <param name="seed">The same seed picks the same pixels.</param>
    /// <param name="offsetX">Shift of every sample to the right, in pixels.</param>
    /// <param name="offsetY">Shift of every sample downwards in the image, in pixels.</param>
    public static TruthComparison Of(
        DeepView view, EscapeRule rule, Func<int, int, double> count, int samples, int seed, double offsetX = 0, double offsetY = 0)
    {
        PreciseEscapeTime truth = new(view.View, rule, view.Limit);
        int pixels = view.View.Width * view.View.Height;
        Random random = new(seed);
        int[] picked = pixels <= samples ? [.. Enumerable.Range(0, pixels)] : [.. random.GetItems([.. Enumerable.Range(0, pixels)], samples)];
        return new TruthComparison(view, [.. picked.AsParallel().AsOrdered().Select(pixel =>
        {
            (int column, int row) = (pixel % view.View.Width, pixel / view.View.Width);
            return (PixelTruth.Of(truth, column, row, offsetX, offsetY), count(column, row));
        })]);
    }

    /// <summary>Compares a field.</summary>
    /// <param name="view">What was rendered, with its limit.</param>
    /// <param name="rule">The rule it was rendered by.</param>
    /// <param name="field">Row-major, height × width, NaN inside.</param>
    /// <param name="samples">How many pixels; all of them where the view has no more.</param>
    /// <param name="seed">The same seed picks the same pixels.</param>
    public static TruthComparison Of(DeepView view, EscapeRule rule, double[] field, int samples, int seed) =>
        Of(view, rule, (column, row) => field[row * view.View.Width + column], samples, seed);

    /// <summary>For a message: what was compared, what of it was met, and every pixel that was not.</summary>
    public override string ToString() =>
        $"{View}: {Met} of {Judged} judged pixels met ({Pixels.Count} sampled, {Inside} inside), worst {Worst:g2}"
        + string.Concat(Unmet.Select(u => "\n    " + u));

    private static double Apart((PixelTruth Truth, double Count) pixel) => PixelTruth.Apart(pixel.Truth.Nu, pixel.Count);

    private IEnumerable<string> Described(Func<double, bool> isMeant) =>
        from pixel in Pixels
        where pixel.Truth.IsWellConditioned && isMeant(Apart(pixel))
        select string.Create(
            CultureInfo.InvariantCulture,
            $"column {pixel.Truth.Column}, row {pixel.Truth.Row}: {pixel.Count:f5}, truly {pixel.Truth.Nu:f5} (moves by {pixel.Truth.Movement:g2} in a millionth of a pixel)");
}
