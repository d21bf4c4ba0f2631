using MandelActors.Imaging.Colour;

namespace MandelActors.Imaging.Tests.Colour;

public sealed class IndexMapAgreementTests
{
    [Theory]
    [InlineData(64, 0)]
    [InlineData(0.37, 0.999999)]
    [InlineData(1e6, -12.25)]
    public void The_vectorised_cycle_equals_the_plain_one_at_every_length(double period, double offset)
    {
        double[] counts = Counts();
        var map = new CycleIndex(ColourTable.Turn8, period, offset);
        foreach (int length in Enumerable.Range(0, 70).Append(counts.Length))
        {
            int[] fast = new int[length], plain = new int[length];
            map.Map(counts.AsSpan(counts.Length - length), fast);
            map.Scalar(counts.AsSpan(counts.Length - length), plain);
            fast.ShouldBe(plain);
            plain.ShouldAllBe(index => index >= 0 && index <= ColourTable.Turn8);
        }
    }

    [Fact]
    public void Only_what_is_no_number_is_interior()
    {
        double[] counts = Counts();
        int[] indices = new int[counts.Length];
        foreach (IndexMap map in new IndexMap[] { new CycleIndex(ColourTable.Turn8, 64, 0.5), new HistogramIndex(counts, ColourTable.Turn8, 1, 0), new MandeltorchIndex(1600) })
        {
            map.Map(counts, indices);
            int interior = map is MandeltorchIndex ? MandeltorchIndex.Entries : ColourTable.Turn8;
            for (int i = 0; i < counts.Length; i++) (indices[i] == interior).ShouldBe(!double.IsFinite(counts[i]), $"{map.GetType().Name}: {counts[i]}");
        }
    }

    /// <summary>The share from the guided table against counting, on a field with crowds, a far tail and equal counts.</summary>
    [Fact]
    public void The_histograms_share_is_the_rank_among_all_counts()
    {
        var random = new Random(3);
        double[] field = [.. Enumerable.Range(0, 40_000).Select(i => i % 9 == 0 ? 17 : i % 3 == 0 ? double.NaN : 10 + Math.Exp(14 * random.NextDouble() * random.NextDouble()))];
        double[] sorted = [.. field.Where(double.IsFinite).Order()];
        var map = new HistogramIndex(field, ColourTable.Turn8, 1, 0);

        // Close beside a crowd of equal counts the table is a ramp up to its middle.
        foreach (double count in sorted.Where((count, i) => i % 7 == 0 && (count == 17 || Math.Abs(count - 17) > 0.05)))
        {
            int below = Array.FindIndex(sorted, other => other >= count), above = Array.FindLastIndex(sorted, other => other <= count);
            map.Share(count).ShouldBe((below + above) / 2.0 / (sorted.Length - 1), count == 17 ? 1e-12 : 2.0 / HistogramIndex.Knots);
        }

        map.Share(-5).ShouldBe(0);
        map.Share(1e30).ShouldBe(1);
    }

    [Fact]
    public void The_histograms_share_never_falls_as_counts_rise()
    {
        foreach (double spread in new[] { 1e-3, 1, 1e7 })
        {
            var random = new Random(4);
            double[] field = [.. Enumerable.Range(0, 30_000).Select(_ => 5000 + spread * Math.Pow(random.NextDouble(), 8))];
            var map = new HistogramIndex(field, ColourTable.Turn8, 1, 0);
            double[] shares = [.. field.Order().Select(map.Share)];
            for (int i = 1; i < shares.Length; i++) shares[i].ShouldBeGreaterThanOrEqualTo(shares[i - 1]);
            shares[15_000].ShouldBe(0.5, 0.001);
        }
    }

    [Fact]
    public void A_field_of_one_count_or_none_has_a_histogram()
    {
        int[] indices = new int[3];
        new HistogramIndex([7, 7, 7], ColourTable.Turn8, 1, 0).Map([6, 7, 8], indices);
        indices.ShouldBe([ColourTable.Turn8 / 2, ColourTable.Turn8 / 2, ColourTable.Turn8 / 2]);
        new HistogramIndex([double.NaN], ColourTable.Turn8, 1, 0).Map([6, double.NaN, 8], indices);
        indices.ShouldBe([0, ColourTable.Turn8, 0]);
    }

    private static double[] Counts()
    {
        var random = new Random(5);
        double[] special = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, -1e-300, -1e-20, 64, 63.999999999999993, 1e15, 1e300, -4.5];
        return [.. special, .. Enumerable.Range(0, 4000).Select(i => i % 17 == 0 ? double.NaN : random.NextDouble() * Math.Pow(10, i % 7)), .. special];
    }
}
