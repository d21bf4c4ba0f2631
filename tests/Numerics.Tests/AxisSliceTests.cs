namespace MandelActors.Numerics.Tests;

public sealed class AxisSliceTests
{
    private static readonly double[] Axis = [10, 11, 12, 13, 14];

    [Theory]
    [InlineData(0, 5, 1, new double[] { 10, 11, 12, 13, 14 })]
    [InlineData(1, 2, 3, new double[] { 11, 14 })]
    [InlineData(2, 1, 1000, new double[] { 12 })]
    public void It_takes_first_and_every_step(int first, int count, int step, double[] expected) =>
        new AxisSlice(first, count, step).Of(Axis).ShouldBe(expected);

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(-1, 1, 1)]
    [InlineData(5, 1, 1)]
    [InlineData(0, 6, 1)]
    [InlineData(4, 2, 1)]
    [InlineData(1, 3, -1)]
    [InlineData(1, 3, 0)]
    [InlineData(1, int.MaxValue, int.MaxValue)]
    public void What_is_empty_or_leaves_the_axis_is_refused(int first, int count, int step) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new AxisSlice(first, count, step).Of(Axis));

    [Fact]
    public void Only_every_index_in_order_is_all()
    {
        AxisSlice.All(5).IsAll(5).ShouldBeTrue();
        AxisSlice.All(5).IsAll(6).ShouldBeFalse();
        new AxisSlice(0, 5, 2).IsAll(9).ShouldBeFalse();
    }
}
