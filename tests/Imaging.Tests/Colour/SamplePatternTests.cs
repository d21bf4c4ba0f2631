using MandelActors.Imaging.Colour;

namespace MandelActors.Imaging.Tests.Colour;

public sealed class SamplePatternTests
{
    [Fact]
    public void One_sample_is_the_pixels_centre() => SamplePattern.Offsets(1).ShouldBe([(0.0, 0.0)]);

    [Fact]
    public void Samples_fill_every_column_and_row_once_and_balance()
    {
        for (int n = 1; n <= SamplePattern.Most; n++)
        {
            var offsets = SamplePattern.Offsets(n);
            offsets.Count.ShouldBe(n);
            offsets.ShouldAllBe(offset => Math.Abs(offset.X) < 0.5 && Math.Abs(offset.Y) < 0.5);
            offsets.Select(offset => Math.Floor((offset.X + 0.5) * n)).Distinct().Count().ShouldBe(n);
            offsets.Select(offset => Math.Floor((offset.Y + 0.5) * n)).Distinct().Count().ShouldBe(n);
            offsets.Sum(offset => offset.X).ShouldBe(0, 1e-12);
            offsets.Sum(offset => offset.Y).ShouldBe(0, 1e-12);
        }
    }

    [Theory]
    [InlineData(4, 0.55)]
    [InlineData(5, 0.44)]
    [InlineData(8, 0.35)]
    [InlineData(16, 0.22)]
    public void Samples_keep_apart(int n, double least)
    {
        var offsets = SamplePattern.Offsets(n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double x = offsets[i].X - offsets[j].X, y = offsets[i].Y - offsets[j].Y;
                Math.Sqrt(x * x + y * y).ShouldBeGreaterThan(least);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void Only_1_to_16_samples_are_offered(int n) => Should.Throw<ArgumentOutOfRangeException>(() => SamplePattern.Offsets(n));
}
