namespace MandelActors.Fractals.Tests;

public sealed class AutoLimitTests
{
    [Theory]
    [InlineData(1, 256)]
    [InlineData(256, 256)]
    [InlineData(1000, 1024)]
    [InlineData(1024, 1024)]
    [InlineData(long.MaxValue / 2, AutoLimit.Highest)]
    public void It_starts_from_a_power_of_two(long asked, long start) => AutoLimit.StartFrom(asked).ShouldBe(start);

    [Fact]
    public void Fewer_than_one_undecided_pixel_in_ten_thousand_end_it_at_once()
    {
        new AutoLimit(20_000).IsEnough(0, 1).ShouldBeTrue();
        new AutoLimit(20_000).IsEnough(0, 2).ShouldBeFalse();
    }

    [Theory]
    // 40, then 19: 9 are expected.
    [InlineData(40, 19, true)]
    // 18 halves at best: 9 are expected, however steep the fall was.
    [InlineData(1000, 18, true)]
    [InlineData(1000, 20, false)]
    // 12 after 13 means 11 more.
    [InlineData(13, 12, false)]
    // A rise is no fall.
    [InlineData(5, 10, false)]
    [InlineData(0, 9, true)]
    public void Once_most_have_escaped_it_ends_when_the_next_doubling_is_expected_to_change_fewer_than_one_in_ten_thousand(
        int first, int second, bool enough)
    {
        var limit = new AutoLimit(100_000);
        limit.IsEnough(60_000, 30_000).ShouldBeFalse();
        limit.IsEnough(60_000 + first, 30_000 - first).ShouldBeFalse();
        limit.IsEnough(60_000 + first + second, 30_000 - first - second).ShouldBe(enough);
    }

    [Fact]
    public void A_view_in_which_nothing_has_escaped_yet_is_given_a_thousandfold_limit()
    {
        var limit = new AutoLimit(100_000);
        // Three limits make two doublings to judge by.
        for (var calls = 0; calls < 11; calls++) limit.IsEnough(0, 100_000).ShouldBeFalse();
        limit.IsEnough(0, 100_000).ShouldBeTrue();
    }

    [Fact]
    public void What_escapes_late_keeps_a_mostly_undecided_view_going()
    {
        var limit = new AutoLimit(100_000);
        for (var calls = 0; calls < 10; calls++) limit.IsEnough(0, 100_000).ShouldBeFalse();
        limit.IsEnough(20_000, 80_000).ShouldBeFalse();
        limit.IsEnough(40_000, 60_000).ShouldBeFalse();
        limit.IsEnough(40_000, 60_000).ShouldBeFalse();
    }
}
