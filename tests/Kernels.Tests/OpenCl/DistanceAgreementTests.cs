using MandelActors.Fractals;
using MandelActors.Kernels.OpenCl;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>In plain double precision, distances on every device have the bits of the scalar twin, and counts do not notice.</summary>
public sealed class DistanceAgreementTests
{
    public static TheoryData<string> Devices => OpenClDevices.Names;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Known_views_and_odd_sizes_give_the_scalar_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        foreach (var (place, width, height) in (IEnumerable<(string, int, int)>)[("full", 1, 1), ("full", 67, 1), ("full", 129, 83), ("seahorse-1e-3", 160, 90), ("spiral", 90, 60)])
            foreach (var rule in (EscapeRule[])[new(), new(1e6, CountKind.Whole), new(1e50)])
                foreach (var limit in (long[])[1, 5, 3000])
                {
                    var view = ViewOf(TruthFile.Load(place)) with { Width = width, Height = height };
                    var task = new EscapeTask(view, rule, IterationLimit.Fixed(limit), 0.25, -0.125);
                    var grid = PixelGrid.Of(view, task.OffsetX, task.OffsetY);
                    double[] distances = [.. grid.Rows.SelectMany(im => grid.Columns.Select(re => DistanceEstimate.At(re, im, grid.Pitch, rule, limit)))];
                    var field = new double[2 * distances.Length];
                    device.Render(task with { WithDistance = true }, field, CancellationToken.None);
                    field.ShouldBeTheSameBitsAs([.. Scalar(task), .. distances], $"{place} {width}×{height} {rule} limit {limit}");
                }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void An_automatic_limit_and_given_sample_points_give_the_processors_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        using var processor = new CpuDevice();
        var whole = new EscapeTask(ViewOf(TruthFile.Load("seahorse-1e-3")) with { Width = 120, Height = 80 }, new EscapeRule(), IterationLimit.Auto) { WithDistance = true };
        var part = PixelGrid.Of(whole.View).Part(new(3, 2, 31), new(10, 1, 57));
        foreach (var task in (EscapeTask[])[whole, whole with { Grid = part }, whole with { View = whole.View with { Width = 31, Height = 17 } }])
        {
            var (field, expected) = (new double[task.FieldLength], new double[task.FieldLength]);
            device.Render(task, field, CancellationToken.None);
            processor.Render(task, expected, CancellationToken.None);
            field.ShouldBeTheSameBitsAs(expected, $"{task.Width}×{task.Height}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_small_escape_radius_is_refused(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        var task = new EscapeTask(ViewOf("0", "0", "1", 10, 10), new EscapeRule(2), IterationLimit.Fixed(10)) { WithDistance = true };
        Should.Throw<ArgumentException>(() => device.Render(task, new double[200], CancellationToken.None));
    }
}
