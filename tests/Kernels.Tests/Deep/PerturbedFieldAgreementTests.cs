using MandelActors.Fractals;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Every way of running the deep kernel gives the bits of its scalar twin.</summary>
public sealed class PerturbedFieldAgreementTests
{
    private const int Width = 120, Height = 68;

    private static readonly LaneWidth[] Widths = [LaneWidth.Scalar, LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512];

    public static TheoryData<string> Names { get; } = new(
        ["e14", "line", "e50", "e113", "flake", "misiurewicz-1e-350", "e533", "e1086", .. AgreementViews.SeededNames]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_width_thread_count_and_shortcut_gives_the_scalar_bits(string name)
    {
        var (_, view, limit) = AgreementViews.Of(name, Width, Height);
        var task = new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(limit), 0.25, -0.125);
        var library = new ReferenceLibrary();
        var expected = Scalar(task, limit);
        foreach (var options in Variants())
            Field(task, options, library).Field.ShouldBeTheSameBitsAs(expected, $"{name}, {options}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_automatic_limit_and_its_field_are_the_views_alone(string name)
    {
        var task = new EscapeTask(AgreementViews.Of(name, Width / 2, Height / 2).View, new EscapeRule(), IterationLimit.Auto);
        var library = new ReferenceLibrary();
        var (expected, statistics) = Field(task, new DeviceOptions(LaneWidth.Scalar, 1, Method: RenderMethod.Perturbation), library);
        foreach (var options in Variants())
        {
            var (field, others) = Field(task, options, library);
            others.Limit.ShouldBe(statistics.Limit, $"{name}, {options}");
            others.Undecided.ShouldBe(statistics.Undecided, $"{name}, {options}");
            field.ShouldBeTheSameBitsAs(expected, $"{name}, {options}");
        }
    }

    [Theory]
    [InlineData(CountKind.Whole, 2, true)]
    [InlineData(CountKind.Whole, 1e10, false)]
    [InlineData(CountKind.Smooth, 30, false)]
    public void Any_rule_and_odd_size_gives_the_scalar_bits(CountKind count, double radius, bool isInclusive)
    {
        foreach (var name in (string[])["around a minibrot", "on a real Misiurewicz point", "around a minibrot, beyond double's range"])
            foreach (var (width, height) in ((int, int)[])[(1, 1), (1, 50), (33, 1), (17, 13)])
                foreach (var sampling in (Sampling[])[Sampling.Centre, Sampling.Corner])
                {
                    var (_, view, limit) = AgreementViews.Of(name, width, height);
                    var task = new EscapeTask(view with { Sampling = sampling }, new EscapeRule(radius, count, isInclusive), IterationLimit.Fixed(limit));
                    var library = new ReferenceLibrary();
                    var expected = Scalar(task, limit);
                    foreach (var options in Variants())
                        Field(task, options, library).Field.ShouldBeTheSameBitsAs(expected, $"{name}, {width}×{height}, {options}");
                }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1023)]
    [InlineData(1025)]
    [InlineData(3000)]
    public void A_limit_in_the_middle_of_a_block_or_a_round_gives_the_scalar_bits(long limit)
    {
        foreach (var name in (string[])["e14", "on a Misiurewicz point"])
        {
            var task = new EscapeTask(AgreementViews.Of(name, Width / 2, Height / 2).View, new EscapeRule(), IterationLimit.Fixed(limit));
            var expected = Scalar(task, limit);
            foreach (var options in Variants()) Field(task, options, new ReferenceLibrary()).Field.ShouldBeTheSameBitsAs(expected, $"{name}, {options}");
        }
    }

    private static (double[] Field, EscapeStatistics Statistics) Field(EscapeTask task, DeviceOptions options, ReferenceLibrary library)
    {
        using var device = new CpuDevice(options, library);
        var field = new double[task.View.Width * task.View.Height];
        return (field, device.Render(task, field, CancellationToken.None));
    }

    /// <summary>The same field, one pixel at a time.</summary>
    private static double[] Scalar(EscapeTask task, long limit)
    {
        var view = task.View;
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), limit);
        var perturbed = new PerturbedView(MipTable.Build(reference, MipTable.ToleranceFor(task.Rule)), view, task.Rule, task.OffsetX, task.OffsetY);
        return [.. Enumerable.Range(0, view.Width * view.Height).AsParallel().AsOrdered()
            .Select(pixel => PerturbedEscapeTime.Count(perturbed, pixel % view.Width, pixel / view.Width, limit))];
    }

    private static IEnumerable<DeviceOptions> Variants() =>
        from width in Widths
        from options in (DeviceOptions[])[new(width, 1), new(width, 3, false)]
        select options with { Method = RenderMethod.Perturbation };
}
