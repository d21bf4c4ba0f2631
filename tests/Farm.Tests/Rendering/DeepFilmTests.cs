using System.Globalization;
using MandelActors.Farm.Rendering;
using MandelActors.Kernels;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using Xunit.Abstractions;

namespace MandelActors.Farm.Tests.Rendering;

/// <summary>Films across every depth at which one way of computing hands over to another: no step shows.</summary>
/// <remarks>
/// Two consecutive frames, the later one scaled onto the part of the earlier that both show, differ by what lies between their pixels. On a
/// Misiurewicz point, where a picture resembles itself at every depth, that is about the same for all pairs of a film; a visible step
/// would be a pair that differs by much more.
/// </remarks>
public sealed class DeepFilmTests(ITestOutputHelper output)
{
    private const int Width = 96, Height = 54, Frames = 121;

    /// <summary>How much more than usual two frames may differ.</summary>
    private const double MostTimesMedian = 3;

    [Theory]
    [InlineData(1, -7, -9.5)]
    [InlineData(2, -7, -9.5)]
    [InlineData(1, -139, -144)]
    [InlineData(3, -136, -146)]
    [InlineData(1, -310, -330)]
    [InlineData(4, -310, -330)]
    public void No_frame_jumps(int seed, double from, double to)
    {
        var view = DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, seed, to).View;
        ShouldNotJump(Fields(view.CentreRe.ToString(), view.CentreIm.ToString(), from, to), from, to);
    }

    [Fact]
    public void No_frame_jumps_on_the_way_to_a_minibrot()
    {
        var truth = TruthFile.Load("e533");
        ShouldNotJump(Fields(truth.Re, truth.Im, -310, -330), -310, -330);
    }

    [Fact]
    public void A_jump_would_be_seen()
    {
        const double From = -7, To = -9.5;
        var view = DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 1, To).View;
        var fields = Fields(view.CentreRe.ToString(), view.CentreIm.ToString(), From, To);
        for (var i = 0; i < fields[60].Length; i++) fields[60][i] += 4;
        Should.Throw<Shouldly.ShouldAssertException>(() => ShouldNotJump(fields, From, To));
    }

    private void ShouldNotJump(double[][] fields, double from, double to)
    {
        var factor = Math.Pow(10, (from - to) / (Frames - 1));
        var jumps = fields.Zip(fields.Skip(1), (earlier, later) => Difference(earlier, later, factor)).ToArray();
        var median = jumps.Order().ElementAt(jumps.Length / 2);
        output.WriteLine($"median {median:g3}, largest {jumps.Max():g3}: {string.Join(' ', jumps.Select(jump => jump.ToString("g2", CultureInfo.InvariantCulture)))}");
        median.ShouldBeGreaterThan(0);
        jumps.Max().ShouldBeLessThanOrEqualTo(MostTimesMedian * median);
    }

    /// <summary>The counts of all frames, as a film is made of them.</summary>
    private static double[][] Fields(string re, string im, double from, double to)
    {
        var scene = TestScenes.Load(
            $"image.width={Width}", $"image.height={Height}", $"film.fps={Frames}",
            string.Create(CultureInfo.InvariantCulture, $$"""path.keys=[{"at":0,"re":"{{re}}","im":"{{im}}","radius":"{{Radius(from)}}"},{"at":1,"re":"{{re}}","im":"{{im}}","radius":"{{Radius(to)}}"}]"""));
        var renderer = new ZoomRenderer(scene);
        renderer.FrameCount.ShouldBe(Frames);
        using var device = new CpuDevice();
        return [.. Enumerable.Range(0, Frames).Select(frame =>
        {
            var field = new double[Width * Height];
            renderer.ComputeField(frame, device, field, CancellationToken.None);
            return field;
        })];
    }

    /// <summary>10^exponent as a decimal string.</summary>
    private static string Radius(double exponent) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, exponent - Math.Floor(exponent)):r}e{Math.Floor(exponent)}");

    /// <summary>Mean absolute difference over the part that both frames show, the later one read bilinearly at the earlier one's pixels.</summary>
    private static double Difference(double[] earlier, double[] later, double factor)
    {
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < Height; row++)
            for (var column = 0; column < Width; column++)
            {
                var x = (column - (Width - 1) / 2.0) * factor + (Width - 1) / 2.0;
                var y = (row - (Height - 1) / 2.0) * factor + (Height - 1) / 2.0;
                if (!(x >= 0 && x < Width - 1 && y >= 0 && y < Height - 1)) continue;
                var difference = Math.Abs(Bilinear(later, x, y) - earlier[row * Width + column]);
                // A pixel inside has no count to compare.
                if (!double.IsFinite(difference)) continue;
                sum += difference;
                count++;
            }

        count.ShouldBeGreaterThan(Width * Height / 10);
        return sum / count;
    }

    private static double Bilinear(double[] field, double x, double y)
    {
        var (column, row) = ((int)x, (int)y);
        var (right, down) = (x - column, y - row);
        var at = row * Width + column;
        return (1 - down) * ((1 - right) * field[at] + right * field[at + 1])
            + down * ((1 - right) * field[at + Width] + right * field[at + Width + 1]);
    }
}
