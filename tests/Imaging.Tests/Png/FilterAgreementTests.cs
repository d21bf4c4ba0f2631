using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Tests.Png;

public sealed class FilterAgreementTests
{
    [Fact]
    public void Every_filter_is_the_same_in_lanes_and_byte_by_byte_and_is_undone()
    {
        Agree<NonePredictor>(0);
        Agree<SubPredictor>(1);
        Agree<UpPredictor>(2);
        Agree<AveragePredictor>(3);
        Agree<PaethPredictor>(4);
    }

    /// <summary>All 2²⁴ neighbourhoods, the lanes holding different c.</summary>
    [Fact]
    public void Paeths_choice_in_lanes_is_the_specifications_for_all_neighbours()
    {
        int lanes = System.Numerics.Vector<byte>.Count, wrong = 0;
        for (int c = 0; c < 256; c += lanes)
        {
            var cs = new System.Numerics.Vector<byte>([.. Enumerable.Range(c, lanes).Select(value => (byte)value)]);
            for (int ab = 0; ab < 1 << 16; ab++)
            {
                byte a = (byte)ab, b = (byte)(ab >> 8);
                var chosen = PaethPredictor.Expect(new System.Numerics.Vector<byte>(a), new System.Numerics.Vector<byte>(b), cs);
                for (int lane = 0; lane < lanes; lane++)
                {
                    if (chosen[lane] != PaethPredictor.Expect(a, b, (byte)(c + lane))) wrong++;
                }
            }
        }

        wrong.ShouldBe(0);
    }

    private static void Agree<TPredictor>(byte number)
        where TPredictor : struct, IPredictor
    {
        var random = new Random(11);
        foreach (int pixel in new[] { 1, 2, 3, 4, 6, 8 })
        {
            foreach (int length in new[] { 1, 2, 7, 31, 32, 33, 67, 200, 1531 })
            {
                byte[] row = new byte[length * pixel], above = new byte[row.Length], fast = new byte[row.Length], plain = new byte[row.Length];
                random.NextBytes(row);
                random.NextBytes(above);

                uint fastCost = RowFilter.Apply<TPredictor>(row, above, pixel, fast);
                uint plainCost = RowFilter.Scalar<TPredictor>(row, above, pixel, plain, 0, row.Length);

                fast.ShouldBe(plain);
                fastCost.ShouldBe(plainCost);
                RowUnfilter.Undo(number, fast, above, pixel).ShouldBeTrue();
                fast.ShouldBe(row);
                RowUnfilter.Scalar<TPredictor>(plain, above, pixel);
                plain.ShouldBe(row);
            }
        }
    }
}
