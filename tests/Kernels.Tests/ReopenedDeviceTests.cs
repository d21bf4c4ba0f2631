using MandelActors.Fractals;
using MandelActors.Kernels.Tests.CrossChecks;

namespace MandelActors.Kernels.Tests;

public sealed class ReopenedDeviceTests
{
    private static readonly EscapeTask Task = new(Pictures.ViewOf("-0.75", "0", "1.25", 16, 9), new EscapeRule(), IterationLimit.Fixed(50));

    [Fact]
    public void A_lost_device_is_opened_anew_by_the_next_call()
    {
        var opened = 0;
        using var device = new ReopenedDevice(() => new SpoiledDevice(++opened == 1 ? (_, _) => throw new DeviceLostException("it fell off the bus") : (_, value) => value));
        var field = new double[Task.FieldLength];
        Should.Throw<DeviceLostException>(() => device.Render(Task, field, CancellationToken.None));

        device.Render(Task, field, CancellationToken.None);

        opened.ShouldBe(2);
        field.ShouldBeTheSameBitsAs(Pictures.Render(Task).Field, "the same device");
    }

    [Fact]
    public void A_device_that_fails_and_is_not_lost_stays_open()
    {
        var (opened, calls) = (0, 0);
        using var device = new ReopenedDevice(() =>
        {
            opened++;
            return new SpoiledDevice((_, value) => calls++ == 0 ? throw new InvalidOperationException("once") : value);
        });
        Should.Throw<InvalidOperationException>(() => device.Render(Task, new double[Task.FieldLength], CancellationToken.None));

        device.Render(Task, new double[Task.FieldLength], CancellationToken.None);

        opened.ShouldBe(1);
    }
}
