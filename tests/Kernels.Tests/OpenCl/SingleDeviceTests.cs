using MandelActors.Fractals;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.Tests.Deep;
using MandelActors.Kernels.Tests.Lyapunov;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>A device in single precision as whoever uses it sees it.</summary>
public sealed class SingleDeviceTests
{
    public static TheoryData<string> Devices => OpenClDevices.Names;

    public static TheoryData<string, string> Rows => OpenClDevices.With(["full", "seahorse-1e-3", "e14", "line", "flake", "around a minibrot", "on a Misiurewicz point"]);

    [SkippableTheory]
    [MemberData(nameof(Rows))]
    public void A_picture_is_the_processors_wherever_a_pixel_says_something_definite(string name, string view)
    {
        using var device = OpenClDevices.OpenFloat(name);
        var found = AgreementViews.Of(view, 64, 36);
        var task = new EscapeTask(found.View, new EscapeRule(), IterationLimit.Fixed(Math.Min(found.Limit, 20_000)));
        var field = new double[task.FieldLength];
        device.Render(task, field, CancellationToken.None).Deep!.PixelsInDoubt.ShouldBeLessThan(field.Length / 4);
        var expected = Conditioning.Of(task, new DeviceOptions());
        expected.ShouldJudgeMany();
        expected.Apart(field).ShouldBeLessThan(0.01);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void An_automatic_limit_ends_where_the_processors_does(string name)
    {
        using var device = OpenClDevices.OpenFloat(name);
        foreach (var view in (string[])["full", "e14", "line"])
        {
            var task = new EscapeTask(AgreementViews.Of(view, 96, 54).View, new EscapeRule(), IterationLimit.Auto);
            var statistics = device.Render(task, new double[task.FieldLength], CancellationToken.None);
            var (_, expected) = Render(task, new DeviceOptions(Method: RenderMethod.Perturbation));
            statistics.Limit.ShouldBe(expected.Limit, view);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void What_wants_doubles_is_the_processors_to_the_bit(string name)
    {
        using var device = OpenClDevices.OpenFloat(name);
        using var processor = new CpuDevice();
        var task = new EscapeTask(ViewOf("-0.7436", "0.1318", "0.01", 40, 30), new EscapeRule(), IterationLimit.Fixed(2000));
        foreach (var special in (EscapeTask[])[task with { WithDistance = true }, task with { Grid = PixelGrid.Of(task.View) }, task with { View = ViewOf("0.1", "0.2", "1e200", 33, 21) }])
        {
            var (field, expected) = (new double[special.FieldLength], new double[special.FieldLength]);
            device.Render(special, field, CancellationToken.None);
            processor.Render(special, expected, CancellationToken.None);
            field.ShouldBeTheSameBitsAs(expected, special.ToString());
        }

        var plane = new LyapunovTask(new LyapunovView(40, 30), LyapunovSequence.Parse("AB"), new LyapunovRule(100));
        var exponents = new double[1200];
        device.Render(plane, exponents, CancellationToken.None);
        exponents.ShouldBeTheSameBitsAs(LyapunovFields.Render(plane), "exponents");
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Frame_after_frame_comes_out_as_from_a_new_device_and_a_long_one_is_cancelled(string name)
    {
        using var device = OpenClDevices.OpenFloat(name, new DeviceOptions(Threads: 1));
        var first = Field(device, "e50", 33, 19);
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var endless = new EscapeTask(ViewOf("-0.75", "0", "1e-4", 640, 480), new EscapeRule(), IterationLimit.Fixed(1L << 28));
        Should.Throw<OperationCanceledException>(() => device.Render(endless, new double[endless.FieldLength], cancelling.Token));
        Field(device, "full", 50, 40);
        Field(device, "e50", 33, 19).ShouldBeTheSameBitsAs(first, "again");
        using var other = OpenClDevices.OpenFloat(name, new DeviceOptions(LaneWidth.Vector128));
        Field(other, "e50", 33, 19).ShouldBeTheSameBitsAs(first, "from a new device");
    }

    private static double[] Field(OpenClFloatDevice device, string view, int width, int height)
    {
        var found = AgreementViews.Of(view, width, height);
        var task = new EscapeTask(found.View, new EscapeRule(), IterationLimit.Fixed(found.Limit));
        var field = new double[task.FieldLength];
        device.Render(task, field, CancellationToken.None);
        return field;
    }
}
