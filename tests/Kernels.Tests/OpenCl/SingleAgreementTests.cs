using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.OpenCl.Deep;
using MandelActors.Kernels.Tests.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>Single precision on every device gives the bits of the scalar twin, and the processor takes what the twin calls doubtful.</summary>
public sealed class SingleAgreementTests
{
    /// <summary>Views by name, with the limit.</summary>
    private static readonly (string Name, long Limit)[] Views =
    [
        ("full", 2000), ("seahorse-1e-3", 3000), ("seahorse-1e-8", 4000), ("spiral", 1000), ("e14", 4036), ("line", 2500), ("e50", 263_010), ("e113", 35_494), ("flake", 60_000),
        ("misiurewicz-1e-350", 20_000), ("e533", 120_000), ("misiurewicz-1e-5000", 40_000), ("around a minibrot", 20_000), ("inside a minibrot", 20_000),
        ("around a minibrot, beyond double's range", 20_000),
    ];

    public static TheoryData<string, string> Rows
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (var id in OpenClDevices.Ids)
                foreach (var (name, _) in Views) rows.Add(id, name);
            return rows;
        }
    }

    public static TheoryData<string> Devices => OpenClDevices.Names;

    [SkippableTheory]
    [MemberData(nameof(Rows))]
    public void Views_at_any_depth_give_the_scalar_bits(string name, string view)
    {
        using var device = OpenClDevices.OpenFloat(name);
        var found = AgreementViews.Of(view, 65, 37);
        var limit = Math.Min(found.Limit, Views.Single(row => row.Name == view).Limit);
        foreach (var rule in (EscapeRule[])[new(), Whole])
            ShouldAgree(device, new EscapeTask(found.View, rule, IterationLimit.Fixed(limit), 0.25, -0.125));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Odd_sizes_rules_and_limits_give_the_scalar_bits(string name)
    {
        using var device = OpenClDevices.OpenFloat(name);
        foreach (var (width, height) in (IEnumerable<(int, int)>)[(1, 1), (1, 50), (50, 1), (17, 13), (129, 65), (16384, 1)])
            foreach (var sampling in (Sampling[])[Sampling.Centre, Sampling.Corner])
                foreach (var rule in (EscapeRule[])[new(), Whole with { Inclusive = true }, new(2), new(1e30)])
                    foreach (var limit in (long[])[1, 7, 300])
                        ShouldAgree(device, new EscapeTask(ViewOf("-0.75", "0.05", "1.25", width, height) with { Sampling = sampling }, rule, IterationLimit.Fixed(limit)));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_single_sample_on_a_nucleus_or_on_a_tip_gives_the_scalar_bits(string name)
    {
        using var device = OpenClDevices.OpenFloat(name);
        foreach (var (re, im, radius) in (IEnumerable<(string, string, string)>)[("0", "0", "1e-3000"), ("-1", "0", "1e-30"), ("-2", "0", "1e-400"), ("0", "1", "1e-20"), ("3", "1", "1")])
            ShouldAgree(device, new EscapeTask(ViewOf(re, im, radius, 1, 1), new EscapeRule(), IterationLimit.Fixed(5000)));
    }

    /// <summary>Every pixel of a device's field against the scalar twin; those in doubt against doubles.</summary>
    private static void ShouldAgree(OpenClFloatDevice device, EscapeTask task)
    {
        var field = new double[task.FieldLength];
        var statistics = device.Render(task, field, CancellationToken.None);
        var table = TableOf(device, task);
        var offsets = PixelOffsets.Of(task.View, table.Reference, task.OffsetX, task.OffsetY);
        var view = new SinglePerturbedView(new SingleMipTable(table), offsets, task.Rule);
        var inDoubles = new PerturbedView(table, task.View, task.Rule, task.OffsetX, task.OffsetY);
        long inDoubt = 0;
        var largest = task.Rule.Count == CountKind.Smooth ? SingleRenderer.LargestBound : float.MaxValue;
        for (var pixel = 0; pixel < field.Length; pixel++)
        {
            var row = Math.DivRem(pixel, task.Width, out var column);
            var count = SinglePerturbedEscapeTime.Count(view, column, row, task.Limit.Value);
            var expected = count.Of(task.Rule);
            if (!(count.Bound <= largest))
            {
                inDoubt++;
                expected = PerturbedEscapeTime.Count(inDoubles, column, row, task.Limit.Value);
            }

            if (BitConverter.DoubleToInt64Bits(field[pixel]) != BitConverter.DoubleToInt64Bits(expected))
                Assert.Fail($"pixel {column}, {row} of {task.View.Width}×{task.View.Height} {task.Rule} limit {task.Limit.Value} is {field[pixel]:R}, expected {expected:R}, {count}");
        }

        statistics.Deep!.PixelsInDoubt.ShouldBe(inDoubt);
    }

    private static MipTable TableOf(OpenClFloatDevice device, EscapeTask task) => device.References.Get(
        new ReferenceSite(task.View.CentreRe, task.View.CentreIm, task.View.Radius), task.Limit.Value, SingleMipTable.Tolerance, MipTable.ShippedLeafLevel, 1, null, CancellationToken.None).Table;
}
