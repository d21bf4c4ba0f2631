using MandelActors.Fractals;
using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.Tests.Deep;
using MandelActors.Numerics;
using MandelActors.Testing.Deep;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>Beside a reference, every device gives the bits of the processor, which are the scalar twin's (<see cref="PerturbedFieldAgreementTests"/>).</summary>
public sealed class PerturbedAgreementTests
{
    private const int Width = 60, Height = 34;

    private static readonly DeviceOptions Perturbed = new(Method: RenderMethod.Perturbation);

    private static readonly EscapeRule Rule = new();

    public static TheoryData<string> Devices => OpenClDevices.Names;

    public static TheoryData<string, string> DevicesAndViews { get; } = OpenClDevices.With(
        ["e14", "line", "e50", "e113", "flake", "misiurewicz-1e-350", "e533", "e1000", "e1086", "misiurewicz-1e-5000", .. AgreementViews.SeededNames]);

    public static TheoryData<string, DeepViewKind, int, double> DistanceViews { get; } = AllDistanceViews();

    public static TheoryData<string, string> SpecialPoints { get; } = OpenClDevices.With(
        ["tip of the antenna, beyond double's range", "nucleus of period 2", "far outside", "on the real axis outside"]);

    [SkippableTheory]
    [MemberData(nameof(DevicesAndViews))]
    public void Any_depth_gives_the_processors_bits(string name, string place)
    {
        var (_, view, limit) = AgreementViews.Of(place, Width, Height);
        EscapeTask[] tasks = [new(view, Rule, IterationLimit.Fixed(limit), 0.25, -0.125), new(view, Rule, IterationLimit.Auto)];
        foreach (var options in (DeviceOptions[])[Perturbed, Perturbed with { InteriorShortcuts = false }, Perturbed with { AlwaysBands = true }])
            ShouldAgree(name, options, tasks);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Any_rule_and_odd_size_gives_the_processors_bits(string name)
    {
        List<EscapeTask> tasks = [];
        foreach (var place in (string[])["around a minibrot", "on a real Misiurewicz point", "around a minibrot, beyond double's range"])
            foreach (var (width, height) in ((int, int)[])[(1, 1), (1, 50), (33, 1), (17, 13), (257, 2)])
                foreach (var sampling in (Sampling[])[Sampling.Centre, Sampling.Corner])
                    foreach (var rule in (EscapeRule[])[new(2, CountKind.Whole, true), new(1e10, CountKind.Whole), new(30)])
                    {
                        var (_, view, limit) = AgreementViews.Of(place, width, height);
                        tasks.Add(new EscapeTask(view with { Sampling = sampling }, rule, IterationLimit.Fixed(limit)));
                    }

        ShouldAgree(name, Perturbed, tasks);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_limit_in_the_middle_of_a_block_or_a_round_gives_the_processors_bits(string name)
    {
        long[] limits = [1, 2, 7, 1023, 1025, 3000];
        foreach (var place in (string[])["e14", "on a Misiurewicz point"])
            ShouldAgree(name, Perturbed, limits.Select(limit => new EscapeTask(AgreementViews.Of(place, Width, Height).View, Rule, IterationLimit.Fixed(limit))));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Other_tables_give_the_processors_bits(string name)
    {
        var (_, view, limit) = AgreementViews.Of("around a minibrot, beyond double's range", Width, Height);
        foreach (var options in (DeviceOptions[])[Perturbed with { Tolerance = 0 }, Perturbed with { LeafLevel = 1 }, Perturbed with { LeafLevel = 6 }])
            ShouldAgree(name, options, [new EscapeTask(view, Rule, IterationLimit.Fixed(limit))]);
    }

    [SkippableTheory]
    [MemberData(nameof(DistanceViews))]
    public void Distances_are_the_processors_bits(string name, DeepViewKind kind, int seed, double log10Radius)
    {
        var (_, view, limit) = DeepViews.Of(kind, seed, log10Radius);
        ShouldMeasureAlike(name, view, limit);
    }

    /// <summary>Here δ of the middle pixel is 0 or far below J.</summary>
    [SkippableTheory]
    [MemberData(nameof(SpecialPoints))]
    public void Distances_around_special_points_are_the_processors_bits(string name, string point)
    {
        var (_, view, limit) = SpecialViews.Of(point);
        ShouldMeasureAlike(name, view, limit);
        ShouldMeasureAlike(name, view with { Radius = view.Radius * ExactDecimal.Parse("1e-900") }, limit);
    }

    private static void ShouldMeasureAlike(string name, View view, long limit)
    {
        foreach (var options in (DeviceOptions[])[Perturbed, Perturbed with { AlwaysBands = true }])
            ShouldAgree(name, options, [new EscapeTask(view, Rule, IterationLimit.Fixed(limit)) { WithDistance = true }, new EscapeTask(view, Rule, IterationLimit.Auto) { WithDistance = true }]);
    }

    private static void ShouldAgree(string name, DeviceOptions options, IEnumerable<EscapeTask> tasks)
    {
        var library = new ReferenceLibrary();
        using OpenClDevice device = OpenClDevices.Open(name, options, library);
        using var processor = new CpuDevice(options, library);
        foreach (var task in tasks)
        {
            var (field, expected) = (new double[task.FieldLength], new double[task.FieldLength]);
            var found = device.Render(task, field, CancellationToken.None);
            var known = processor.Render(task, expected, CancellationToken.None);
            field.ShouldBeTheSameBitsAs(expected, $"{task.View.Width}×{task.View.Height} {task.Rule} {task.Limit} {options}");
            (found.Limit, found.Undecided, found.Iterations).ShouldBe((known.Limit, known.Undecided, known.Iterations));
            var (deep, other) = (found.Deep.ShouldNotBeNull(), known.Deep.ShouldNotBeNull());
            (deep.Jumps, deep.Steps, deep.ReferenceLength, deep.Period).ShouldBe((other.Jumps, other.Steps, other.ReferenceLength, other.Period));
        }
    }

    private static TheoryData<string, DeepViewKind, int, double> AllDistanceViews()
    {
        TheoryData<string, DeepViewKind, int, double> rows = [];
        foreach (var id in OpenClDevices.Ids)
        {
            rows.Add(id, DeepViewKind.AroundMinibrot, 11, -20);
            rows.Add(id, DeepViewKind.OnRealMisiurewiczPoint, 15, -307);
            rows.Add(id, DeepViewKind.FarAroundMinibrot, 16, -330);
            rows.Add(id, DeepViewKind.EarlyEscapeBesideMisiurewiczPoint, 18, -400);
        }

        return rows;
    }
}
