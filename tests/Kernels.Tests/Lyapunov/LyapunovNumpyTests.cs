using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Lyapunov.LyapunovFields;

namespace MandelActors.Kernels.Tests.Lyapunov;

/// <summary>Whole pictures against NumPy, which computes them from the formulas of the original (<c>exponents.py</c>).</summary>
public sealed class LyapunovNumpyTests
{
    [SkippableFact]
    public void Zircon_zity_is_numpys_exponent_by_exponent_and_colour_by_colour() => ShouldBeNumpys(ZirconZity, "managua");

    [SkippableFact]
    public void A_chaotic_plane_with_x_at_1_and_0_is_numpys() =>
        ShouldBeNumpys(new LyapunovTask(new LyapunovView(300, 301), LyapunovSequence.Parse("AABAB"), new LyapunovRule(200)), "twilight");

    /// <summary>At least 99.9 % of the pixels have NumPy's colour, and no other is more than one entry of the palette away.</summary>
    private static void ShouldBeNumpys(LyapunovTask task, string paletteName)
    {
        Skip.If(Lacking.Numpy is not null, Lacking.Numpy);
        var palette = Palette.Get(paletteName);
        var (exponents, indices) = FromNumpy(task, palette.Count);
        var field = Render(task);
        for (var i = 0; i < field.Length; i++)
        {
            // NumPy's plain sum of n terms below 8 is within 2n·2⁻⁵³ of 8 of the true one; both end at the same infinities.
            if (double.IsFinite(exponents[i])) Math.Abs(field[i] - exponents[i]).ShouldBeLessThan(16 * task.Rule.Iterations * Math.Pow(2, -53));
            else field[i].ShouldBe(exponents[i]);
        }

        // A palette whose colours are the numbers of its entries.
        var numbers = new Palette("numbers", palette.Credit, palette.IsCyclic, [.. Enumerable.Range(0, palette.Count).Select(i => new Imaging.RgbValue(i / 256 / 255.0, i % 256 / 255.0, 0))]);
        var colouring = new FieldColouring(new ColourSettings { Palette = numbers, Map = ColourMap.Exponent }, task.View.Width, task.View.Height);
        colouring.Add(field);
        int[] ours = [.. colouring.Finish().Pixels.Chunk(3).Select(pixel => 256 * pixel[0] + pixel[1])];
        ours.Zip(indices).Count(pair => pair.First == pair.Second).ShouldBeGreaterThanOrEqualTo((int)(0.999 * field.Length));
        ours.Zip(indices).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThanOrEqualTo(1);
    }

    private static (double[] Exponents, int[] Indices) FromNumpy(LyapunovTask task, int entries)
    {
        var view = task.View;
        using var folder = new TemporaryFolder();
        var file = folder.Combine("exponents");
        ProcessStartInfo start = new(Lacking.Python);
        start.ArgumentList.Add(RepositoryRoot.Combine("tests", "Kernels.Tests", "Lyapunov", "exponents.py"));
        start.ArgumentList.Add(task.Sequence.Text);
        foreach (var number in (double[])[view.LeftA, view.RightA, view.BottomB, view.TopB, view.Width, view.Height, task.Rule.Iterations, entries])
            start.ArgumentList.Add(number.ToString("R", CultureInfo.InvariantCulture));
        start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        var bytes = File.ReadAllBytes(file);
        bytes.Length.ShouldBe(12 * task.FieldLength);
        return (
            MemoryMarshal.Cast<byte, double>(bytes.AsSpan(0, 8 * task.FieldLength)).ToArray(),
            MemoryMarshal.Cast<byte, int>(bytes.AsSpan(8 * task.FieldLength)).ToArray());
    }
}
