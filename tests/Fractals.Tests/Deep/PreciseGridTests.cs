using System.Numerics;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;

namespace MandelActors.Fractals.Tests.Deep;

public sealed class PreciseGridTests
{
    private const int Bits = 200;

    public static TheoryData<int, int, Sampling, RowOrder> Shapes { get; } = new MatrixTheoryData();

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Samples_lie_where_the_grid_of_doubles_has_them(int width, int height, Sampling sampling, RowOrder rows)
    {
        var view = new View(ExactDecimal.Parse("-0.7436438870371587"), ExactDecimal.Parse("0.1318259042"), ExactDecimal.Parse("3.7e-3"), width, height, sampling, rows);
        var precise = new PreciseGrid(view, Bits);
        foreach (var (offsetX, offsetY) in (ReadOnlySpan<(double, double)>)[(0, 0), (0.25, -0.375)])
        {
            var grid = PixelGrid.Of(view, offsetX, offsetY);
            for (var row = 0; row < height; row++)
                for (var column = 0; column < width; column++)
                {
                    var (re, im) = precise.At(column + offsetX, row + offsetY);
                    ToDouble(re).ShouldBe(grid.Columns[column], 1.2e-16);
                    ToDouble(im).ShouldBe(grid.Rows[row], 3e-17);
                }
        }
    }

    [Fact]
    public void Neighbours_are_one_pitch_apart_at_any_depth()
    {
        // Pitch 2r/h = 1e-4000; 13,400 bits are 100 more than it needs.
        const int Deep = 13_400;
        var view = new View(ExactDecimal.Parse("-1.99999911758766165543764649311537154663"), default, ExactDecimal.Parse("5e-3999"), 7, 100);
        var grid = new PreciseGrid(view, Deep);
        var pitch = (BigInteger.One << Deep) / BigInteger.Pow(10, 4000);
        for (var i = 0; i < 6; i++)
        {
            BigInteger.Abs(grid.At(i + 1, 0).Re - grid.At(i, 0).Re - pitch).ShouldBeLessThanOrEqualTo(2);
            BigInteger.Abs(grid.At(0, i).Im - grid.At(0, i + 1).Im - pitch).ShouldBeLessThanOrEqualTo(2);
        }
    }

    [Fact]
    public void The_middle_of_an_odd_view_is_its_centre()
    {
        var view = new View(ExactDecimal.Parse("0.375"), ExactDecimal.Parse("-0.5"), ExactDecimal.Parse("1e-50"), 11, 5);
        new PreciseGrid(view, 10).At(5, 2).ShouldBe((new BigInteger(384), new BigInteger(-512)));
    }

    private static double ToDouble(BigInteger value) => Math.ScaleB((double)value, -Bits);

    private sealed class MatrixTheoryData : TheoryData<int, int, Sampling, RowOrder>
    {
        public MatrixTheoryData()
        {
            foreach (var (width, height) in (ReadOnlySpan<(int, int)>)[(1, 1), (1, 5), (6, 1), (8, 5)])
                foreach (var sampling in Enum.GetValues<Sampling>())
                    foreach (var rows in Enum.GetValues<RowOrder>()) Add(width, height, sampling, rows);
        }
    }
}
