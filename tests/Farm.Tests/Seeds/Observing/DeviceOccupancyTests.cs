using MandelActors.Farm.Seeds.Observing;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Seeds.Observing;

public sealed class DeviceOccupancyTests
{
    private const double Tolerance = 1e-9;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_device_that_just_joined_computed_nothing() => new DeviceOccupancy(_time).Ratio().ShouldBe(0);

    [Fact]
    public void Half_of_the_time_is_a_half()
    {
        DeviceOccupancy device = new(_time);
        for (int frame = 0; frame < 90; frame++) Work(device, TimeSpan.FromSeconds(1), rest: TimeSpan.FromSeconds(1));

        device.Ratio().ShouldBe(0.5, Tolerance);
        device.BusySeconds.ShouldBe(90, Tolerance);
    }

    [Fact]
    public void Only_the_last_minute_counts()
    {
        DeviceOccupancy device = new(_time);
        Work(device, TimeSpan.FromMinutes(5), rest: TimeSpan.FromSeconds(15));

        device.Ratio().ShouldBe(0.75, Tolerance);
        _time.Advance(TimeSpan.FromSeconds(45));
        device.Ratio().ShouldBe(0);
    }

    [Fact]
    public void A_frame_that_takes_an_hour_is_work_before_it_is_reported()
    {
        DeviceOccupancy device = new(_time);
        _time.Advance(TimeSpan.FromMinutes(10));
        device.Lease();
        _time.Advance(TimeSpan.FromSeconds(15));
        device.Ratio().ShouldBe(0.25, Tolerance);
        _time.Advance(TimeSpan.FromMinutes(40));

        device.Ratio().ShouldBe(1);
    }

    [Fact]
    public void Frames_that_overlap_make_no_more_than_all_of_the_time()
    {
        DeviceOccupancy device = new(_time);
        _time.Advance(TimeSpan.FromSeconds(10));
        device.Add(TimeSpan.FromSeconds(9));
        device.Add(TimeSpan.FromSeconds(9));

        device.Ratio().ShouldBe(1);
    }

    private void Work(DeviceOccupancy device, TimeSpan busy, TimeSpan rest)
    {
        device.Lease();
        _time.Advance(busy);
        device.Release();
        device.Add(busy);
        _time.Advance(rest);
    }
}
