using MandelActors.Fractals;
using MandelActors.Numerics;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>A deep frame can be given up in each of its phases, and the device goes on with the next.</summary>
public sealed class DeepCancellationTests
{
    private static readonly EscapeRule Rule = new();

    [Fact]
    public void In_the_middle_of_a_long_reference()
    {
        // 14,700 steps of 16,700 bits.
        var view = TruthFile.Load("misiurewicz-1e-5000").View with { Width = 16, Height = 9 };
        using var cancellation = new CancellationTokenSource();
        using var device = new CpuDevice();
        var heard = 0;
        var task = new EscapeTask(view, Rule, IterationLimit.Auto)
        {
            Progress = new HeardProgress(() =>
            {
                heard++;
                cancellation.Cancel();
            }),
        };
        Should.Throw<OperationCanceledException>(() => device.Render(task, new double[16 * 9], cancellation.Token));
        heard.ShouldBe(1, "it went on after it was cancelled");
    }

    [Fact]
    public void In_the_middle_of_the_pixels_and_the_next_frame_is_sound()
    {
        var found = DeepViews.Of(DeepViewKind.InsideMinibrot, 22, -25);
        var view = found.View with { Width = 320, Height = 180 };
        using var device = new CpuDevice(new DeviceOptions(InteriorShortcuts: false, Tolerance: 0));
        // Some 50 minutes of work, none of which may be left out.
        var endless = new EscapeTask(view, Rule, IterationLimit.Fixed(100_000_000));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Should.Throw<OperationCanceledException>(() => device.Render(endless, new double[320 * 180], cancellation.Token));

        var task = new EscapeTask(DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 24, -130).View, Rule, IterationLimit.Fixed(3000));
        var field = new double[task.View.Width * task.View.Height];
        device.Render(task, field, CancellationToken.None);
        field.ShouldBeTheSameBitsAs(Render(task, new DeviceOptions(Tolerance: 0)).Field, "after a frame that was given up");
    }

    [Fact]
    public void Before_it_begins()
    {
        var view = new View(default, ExactDecimal.Parse("1"), ExactDecimal.Parse("1e-40"), 16, 9);
        using var device = new CpuDevice();
        Should.Throw<OperationCanceledException>(
            () => device.Render(new EscapeTask(view, Rule, IterationLimit.Fixed(1000)), new double[16 * 9], new CancellationToken(true)));
    }
}
