using System.Numerics;
using MandelActors.Farm.Rendering;
using MandelActors.Imaging.Palettes;
using MandelActors.Kernels;

namespace MandelActors.Farm.Tests.Rendering;

/// <summary>Known: a scene can match mandeltorch pixel for pixel. Its method, retold: z starts at c, is stepped k times, and the first of the
/// steps 0 … k−1 after which |z| ≥ 2 is the count, 0 becoming 1; never is 0; colour is entry ⌊255·sin²(2π·count/K)⌋ of inferno.</summary>
public sealed class MandeltorchTests
{
    private const int Steps = 200;
    private const double K = 1600;

    [Fact]
    public void Its_own_mapping_comes_out_pixel_for_pixel()
    {
        var scene = TestScenes.Load(
            "sampling=corner", "rows=up", "escape.radius=2", "escape.inclusive=true", "escape.count=whole", $"iterations={Steps + 1}",
            "colour.map=mandeltorch", "colour.palette=inferno", "path.keys=[{\"at\":0,\"re\":-0.5,\"im\":0,\"radius\":1.125}]");
        using var device = new CpuDevice();
        var image = new ZoomRenderer(scene).Render(0, device, CancellationToken.None);
        var palette = Palette.Get("inferno");

        var different = 0;
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                var c = new Complex(-2.5 + 4.0 * column / (image.Width - 1), -1.125 + 2.25 * row / (image.Height - 1));
                var sine = Math.Sin(2 * Math.PI * Count(c) / K);
                var expected = palette.Entry((int)(255 * sine * sine));
                var at = 3 * (row * image.Width + column);
                if ((image.Pixels[at], image.Pixels[at + 1], image.Pixels[at + 2]) != (expected.R, expected.G, expected.B)) different++;
            }
        }

        // Chaotic pixels may round differently: fused multiply-add against separate operations.
        different.ShouldBeLessThanOrEqualTo(image.Width * image.Height / 1000);
    }

    private static int Count(Complex c)
    {
        var z = c;
        for (var i = 0; i < Steps; i++)
        {
            z = new Complex(z.Real * z.Real - z.Imaginary * z.Imaginary + c.Real, 2 * z.Real * z.Imaginary + c.Imaginary);
            if (z.Real * z.Real + z.Imaginary * z.Imaginary >= 4) return Math.Max(i, 1);
        }

        return 0;
    }
}
