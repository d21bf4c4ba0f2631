using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Fractals.Tests.Lyapunov;

public sealed class LyapunovViewTests
{
    [Fact]
    public void Coordinates_are_those_of_linspace_with_both_ends()
    {
        var view = new LyapunovView(900, 600, 2.5, 3.4, 3.4, 4.0);
        // np.linspace(2.5, 3.4, 900)[[0, 1, 450, 898, 899]] and np.linspace(4.0, 3.4, 600)[[0, 1, 299, 598, 599]].
        var (columns, rows) = (view.Columns(), view.Rows());
        ((double[])[columns[0], columns[1], columns[450], columns[898], columns[899]]).ShouldBe([2.5, 2.501001112347052, 2.950500556173526, 3.3989988876529473, 3.4]);
        ((double[])[rows[0], rows[1], rows[299], rows[598], rows[599]]).ShouldBe([4.0, 3.998998330550918, 3.700500834724541, 3.401001669449082, 3.4]);
    }

    [Fact]
    public void A_single_sample_is_the_first_end()
    {
        var view = new LyapunovView(1, 1, 2.5, 3.4, 3.4, 4);
        view.Columns().ShouldBe([2.5]);
        view.Rows().ShouldBe([4]);
    }

    [Fact]
    public void Shifts_are_in_pixels_to_the_right_and_down_and_stay_in_range()
    {
        var view = new LyapunovView(3, 3, 1, 2, 3, 4);
        view.Columns(0.25).ShouldBe([1.125, 1.625, 2]);
        view.Columns(-0.5).ShouldBe([1, 1.25, 1.75]);
        view.Rows(0.5).ShouldBe([3.75, 3.25, 3]);
        new LyapunovView(1, 1, 1, 2).Columns(0.25).ShouldBe([1.25]);
    }

    [Fact]
    public void Ranges_may_run_backwards_or_nowhere()
    {
        new LyapunovView(3, 1, 4, 2).Columns(0.5).ShouldBe([3.5, 2.5, 2]);
        new LyapunovView(3, 1, 3, 3).Columns(0.5).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void A_view_without_pixels_or_with_what_is_no_number_is_refused()
    {
        Should.Throw<ArgumentException>(() => new LyapunovView(0, 1).RequireValid());
        Should.Throw<ArgumentException>(() => new LyapunovView(1, 1, double.NaN).RequireValid()).Message.ShouldContain("NaN");
        Should.Throw<ArgumentException>(() => (new LyapunovView(1, 1) with { Constants = [double.PositiveInfinity] }).RequireValid());
        Should.Throw<ArgumentException>(() => new LyapunovView(1, 1, -1e308, 1e308).RequireValid());
    }
}
