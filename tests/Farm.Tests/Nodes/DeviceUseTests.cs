using MandelActors.Farm.Nodes;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Nodes;

public sealed class DeviceUseTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_frame_that_is_being_computed_counts_as_work_before_it_is_finished()
    {
        DeviceUse use = new(_time);
        _time.Advance(TimeSpan.FromSeconds(5));
        use.Begin(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(3));

        (use.BusySeconds, use.Frames).ShouldBe((3, 0));
    }

    [Fact]
    public void Rest_between_frames_is_no_work_and_a_frame_that_failed_is_no_frame()
    {
        DeviceUse use = new(_time);
        foreach (bool isFinished in (bool[])[true, false, true])
        {
            use.Begin(CancellationToken.None);
            _time.Advance(TimeSpan.FromSeconds(2));
            use.End(isFinished);
            _time.Advance(TimeSpan.FromSeconds(7));
        }

        (use.BusySeconds, use.Frames).ShouldBe((6, 2));
    }
}
