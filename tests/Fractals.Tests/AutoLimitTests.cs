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

    [Fact]
    public void Two_quiet_doublings_end_it_once_most_have_escaped()
    {
        var limit = new AutoLimit(100_000);
        limit.IsEnough(60_000, 30_000).ShouldBeFalse();
        limit.IsEnough(60_009, 29_991).ShouldBeFalse();
        limit.IsEnough(60_018, 29_982).ShouldBeTrue();
    }

    [Fact]
    public void A_change_starts_the_count_anew()
    {
        var limit = new AutoLimit(100_000);
        limit.IsEnough(60_000, 30_000).ShouldBeFalse();
        limit.IsEnough(60_009, 29_991).ShouldBeFalse();
        limit.IsEnough(60_019, 29_981).ShouldBeFalse();
        limit.IsEnough(60_019, 29_981).ShouldBeFalse();
        limit.IsEnough(60_019, 29_981).ShouldBeTrue();
    }

    [Fact]
    public void A_view_in_which_nothing_has_escaped_yet_is_given_a_thousandfold_limit()
    {
        var limit = new AutoLimit(100_000);
        for (var doublings = 0; doublings < 10; doublings++) limit.IsEnough(0, 100_000).ShouldBeFalse();
        limit.IsEnough(0, 100_000).ShouldBeTrue();
    }
}
