using System.Runtime.InteropServices;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;
using MandelActors.Testing.Deep;

namespace MandelActors.Fractals.Tests.Deep;

public sealed class BlockRowsTests
{
    [Theory]
    [InlineData(DeepViewKind.FarAroundMinibrot, 4, -30)]
    [InlineData(DeepViewKind.OnMisiurewiczPoint, 3, -50)]
    [InlineData(DeepViewKind.OnRealMisiurewiczPoint, 6, -330)]
    public void Rows_that_a_table_keeps_are_those_that_would_be_made(DeepViewKind kind, int seed, double log10Radius)
    {
        var found = DeepViews.Of(kind, seed, log10Radius);
        var reference = ReferenceOf(found.View, found.Limit);
        var table = MipTable.Build(reference);
        var (kept, changed) = (0, 0);
        BlockRows? before = null;
        foreach (var offsets in Zoom(found.View, reference))
        {
            var rows = table.RowsFor(offsets);
            var made = new BlockRows(table, offsets, 1);
            AreTheSame(rows, made).ShouldBeTrue($"rows at {offsets.Largest}");
            if (ReferenceEquals(rows, before)) kept++;
            else changed++;
            before = rows;
        }

        kept.ShouldBeGreaterThan(0);
        changed.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void One_thread_or_many_write_the_same()
    {
        var found = DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 3, -310);
        var reference = ReferenceOf(found.View, 100_000);
        // The shortest blocks there are: rows enough for several threads.
        var table = MipTable.Build(reference, leafLevel: 1);
        var offsets = PixelOffsets.Of(found.View, reference);
        AreTheSame(new BlockRows(table, offsets, 4), new BlockRows(table, offsets, 1)).ShouldBeTrue();
    }

    [Fact]
    public void What_a_table_keeps_is_counted()
    {
        var found = DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 3, -50);
        var table = MipTable.Build(ReferenceOf(found.View, found.Limit));
        var before = table.Bytes;
        var rows = table.RowsFor(PixelOffsets.Of(found.View, table.Reference));
        table.Bytes.ShouldBe(before + sizeof(double) * rows.Numbers.LongLength);
    }

    private static bool AreTheSame(BlockRows one, BlockRows other) =>
        one.BandCount == other.BandCount && one.BandLeafBase == other.BandLeafBase
        && BytesOf(one.Numbers).SequenceEqual(BytesOf(other.Numbers)) && BytesOf(one.First).SequenceEqual(BytesOf(other.First));

    private static ReadOnlySpan<byte> BytesOf(double[] numbers) => MemoryMarshal.AsBytes(numbers.AsSpan());

    private static ReferenceOrbit ReferenceOf(View view, long limit) => ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), limit);

    /// <summary>Frames of a zoom to a view from far outside it, and three samples of each.</summary>
    private static IEnumerable<PixelOffsets> Zoom(View end, ReferenceOrbit reference)
    {
        for (var step = 0; step <= 240; step++)
        {
            var factor = Math.Pow(2, (240 - step) / 2.4);
            var view = end with { Radius = end.Radius * ExactDecimal.FromDouble(factor) };
            foreach (var shift in (double[])[0, 0.25, -0.5]) yield return PixelOffsets.Of(view, reference, shift, -shift);
        }
    }
}
