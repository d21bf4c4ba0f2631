using MandelActors.Fractals;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Kernels.Tests.Deep;
using MandelActors.Kernels.Tests.Lyapunov;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Tests.CrossChecks;

/// <summary>A device that computes rightly always passes, one that does not never does.</summary>
public sealed class CrossCheckTests
{
    private static readonly byte[] Seed = [1, 2, 3];

    public static TheoryData<string> Plain => new(["full", "seahorse-1e-3", "seahorse-1e-8", "back-to-black", "spiral"]);

    public static TheoryData<string> Deep => new(["e14", "line", "e50", "e113", "flake", "misiurewicz-1e-350", "e533", "e1086", .. AgreementViews.SeededNames]);

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Deep))]
    public void A_device_that_computes_rightly_differs_nowhere(string name)
    {
        foreach (var task in TasksOf(name))
        {
            using var device = new CpuDevice();
            var result = Check(device, task);
            result.Compared.ShouldBeGreaterThan(20, $"{task}");
            result.Wrong.ShouldBe(0, $"{result} of {task}");
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Deep))]
    public void One_wrong_value_in_twenty_is_noticed(string name)
    {
        foreach (var task in TasksOf(name))
        {
            using var device = SpoiledDevice.OneValueInTwenty;
            Check(device, task).IsMismatch.ShouldBeTrue($"{task}");
        }
    }

    /// <summary>What a device with another order of operations would answer.</summary>
    [Theory]
    [InlineData("full")]
    [InlineData("seahorse-1e-3")]
    [InlineData("seahorse-1e-8")]
    public void Ways_of_computing_that_round_differently_are_no_mismatch(string name)
    {
        using var device = new CpuDevice(new DeviceOptions(Method: RenderMethod.Perturbation));
        var result = Check(device, TasksOf(name)[0]);
        result.IsPassed.ShouldBeTrue($"{result}");
    }

    /// <summary>Its pixels stay nearly where they are for thousands of steps: what plain steps round away adds up, and every other way differs.</summary>
    [Fact]
    public void A_view_that_is_opened_beside_a_reference_is_no_mismatch_where_roundings_add_up()
    {
        EscapeTask task = new(Pictures.ViewOf("0.339277380349611087342", "0.071155520625693774915", "3.0681632026908832e-10", 160, 90), new EscapeRule(), IterationLimit.Fixed(12_131));
        using var device = new CpuDevice();
        device.Render(task, new double[task.FieldLength], CancellationToken.None).Deep.ShouldBeNull("it is not opened");
        Check(device, task).Wrong.ShouldBe(0);
    }

    [Fact]
    public void Whole_counts_of_a_level_of_a_stack_are_checked()
    {
        var grid = PixelGrid.Of(Pictures.StackLevel(0)).Part(new AxisSlice(10, 100, 2), new AxisSlice(0, 90, 3));
        EscapeTask task = new(Pictures.StackLevel(0), Pictures.Whole, IterationLimit.Fixed(256)) { Grid = grid };
        using var right = new CpuDevice();
        Check(right, task).ToString().ShouldStartWith("0 of ");
        using var wrong = SpoiledDevice.OneValueInTwenty;
        Check(wrong, task).IsMismatch.ShouldBeTrue();
    }

    [Fact]
    public void Exponents_are_checked()
    {
        var zity = LyapunovFields.ZirconZity with { View = LyapunovFields.ZirconZity.View with { Width = 180, Height = 120 }, OffsetX = 0.25 };
        var wild = new LyapunovTask(new LyapunovView(90, 60, -1, 5, 3, 4.5), LyapunovSequence.Parse("AB"), new LyapunovRule(300, 10));
        foreach (var task in (LyapunovTask[])[zity, wild])
        {
            using var right = new CpuDevice();
            var result = Check(right, task);
            result.Compared.ShouldBeGreaterThan(100);
            result.Wrong.ShouldBe(0, $"{result}");
            using var wrong = SpoiledDevice.OneValueInTwenty;
            Check(wrong, task).IsMismatch.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_device_that_calls_everything_inside_is_noticed()
    {
        using var device = new SpoiledDevice((_, _) => double.NaN);
        var result = Check(device, TasksOf("seahorse-1e-3")[0]);
        result.IsMismatch.ShouldBeTrue();
        result.ToString().ShouldEndWith("inside and outside confused");
    }

    [Fact]
    public void Wrong_distances_are_noticed()
    {
        var task = TasksOf("seahorse-1e-3")[0] with { WithDistance = true };
        var pixels = task.Width * task.Height;
        using var right = new CpuDevice();
        Check(right, task).Wrong.ShouldBe(0);
        using var wrong = new SpoiledDevice((place, value) => place >= pixels && place % 10 == 3 ? value * 1.1 : value);
        Check(wrong, task).IsMismatch.ShouldBeTrue();
    }

    [Fact]
    public void A_check_of_nothing_is_neither_passed_nor_a_mismatch()
    {
        var result = CrossCheck.Run([], new ReferenceLibrary(), CancellationToken.None);
        result.IsPassed.ShouldBeFalse();
        result.IsMismatch.ShouldBeFalse();
    }

    [Fact]
    public void A_check_ends_when_it_is_cancelled()
    {
        using var device = new CpuDevice();
        using var sampled = new SampledDevice(device, Seed);
        var task = TasksOf("full")[0];
        sampled.Render(task, new double[task.FieldLength], CancellationToken.None);
        Should.Throw<OperationCanceledException>(() => CrossCheck.Run(sampled.Fields, device.References!, new CancellationToken(true)));
    }

    /// <summary>A place's own field, a shifted sample of it, its distances, and the same with a limit of auto.</summary>
    private static EscapeTask[] TasksOf(string name)
    {
        var (_, view, limit) = AgreementViews.Of(name, 100, 64);
        EscapeTask task = new(view, new EscapeRule(), IterationLimit.Fixed(limit));
        return [task, task with { OffsetX = 0.25, OffsetY = -0.375 }, task with { WithDistance = true }, task with { Limit = IterationLimit.Auto }];
    }

    private static CrossCheckResult Check(IDevice device, EscapeTask task)
    {
        using var sampled = new SampledDevice(device, Seed);
        sampled.Render(task, new double[task.FieldLength], CancellationToken.None);
        return CrossCheck.Run(sampled.Fields, device.References!, CancellationToken.None);
    }

    private static CrossCheckResult Check(IDevice device, LyapunovTask task)
    {
        using var sampled = new SampledDevice(device, Seed);
        sampled.Render(task, new double[task.FieldLength], CancellationToken.None);
        return CrossCheck.Run(sampled.Fields, new ReferenceLibrary(), CancellationToken.None);
    }
}
