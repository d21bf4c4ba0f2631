using MandelActors.Imaging.Film;

namespace MandelActors.Imaging.Tests.Film;

public sealed class ColumnSumsTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(31, 20)]
    [InlineData(96, 257)]
    [InlineData(131, 258)]
    [InlineData(64, 1000)]
    public void Sums_in_vectors_are_those_of_plain_addition(int stride, int rows)
    {
        Random random = new(stride);
        byte[] plane = new byte[stride * rows];
        // Most of them as large as can be: that is where 16 bits would run over.
        for (int i = 0; i < plane.Length; i++) plane[i] = random.Next(8) == 0 ? (byte)random.Next(256) : byte.MaxValue;
        uint[] fast = new uint[stride], plain = new uint[stride];
        foreach (var (top, bottom) in new[] { (0, rows), (1, rows), (rows / 2, rows - 1), (2, 2) })
        {
            ColumnSums.Of(plane, stride, top, bottom, fast);
            ColumnSums.Scalar(plane, stride, top, bottom, plain, 0);
            fast.ShouldBe(plain, $"rows {top} to {bottom}");
        }
    }
}
