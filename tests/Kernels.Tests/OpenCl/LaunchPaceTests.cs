using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.Tests.OpenCl;

public sealed class LaunchPaceTests
{
    [Theory]
    [InlineData(1e7)]
    [InlineData(1e9)]
    [InlineData(1e12)]
    public void Launches_come_near_the_time_aimed_at_on_any_device_and_never_pass_twice_of_it(double speed)
    {
        // Pixels of which some end at once and some never: what a launch can cost is known, what it costs is not.
        var pace = new LaunchPace(1e7);
        var random = new Random(3);
        double longest = 0, last = 0;
        for (var launch = 0; launch < 200; launch++)
        {
            var items = pace.Items(1L << 40, most: 4096, least: 1);
            var work = items * 4096.0 * (launch % 10 == 9 ? 1 : 0.05 + 0.2 * random.NextDouble());
            last = items * 4096.0 / speed;
            longest = Math.Max(longest, work / speed);
            pace.Took(work, work / speed);
        }

        longest.ShouldBeLessThan(0.2);
        last.ShouldBeInRange(0.02, 0.2);
    }

    [Fact]
    public void A_device_that_grows_slower_gets_less()
    {
        var pace = new LaunchPace(1e9);
        for (var i = 0; i < 20; i++) pace.Took(1e8, 0.1);
        var before = pace.Items(long.MaxValue / 2, 100, 1);
        pace.Took(1e8, 0.3);
        pace.Items(long.MaxValue / 2, 100, 1).ShouldBeInRange(before / 4, before / 2);
    }

    [Fact]
    public void No_launch_has_fewer_items_than_keep_the_device_busy_or_more_than_are_left()
    {
        var pace = new LaunchPace(1);
        pace.Items(1000, 1e6, 64).ShouldBe(64);
        pace.Items(10, 1e6, 64).ShouldBe(10);
        new LaunchPace(1e12).Items(1000, 1, 64).ShouldBe(1000);
    }
}
