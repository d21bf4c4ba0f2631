namespace MandelActors.Imaging.Colour;

/// <summary><c>mandeltorch</c>: index = ⌊255 · sin²(2π · count / K)⌋ with count = max(n − 2, 1).</summary>
/// <remarks>
/// mandeltorch starts at z = c and looks first after one more step, so its count is ours less two; what escapes at its first look it files under 1.
/// </remarks>
/// <param name="period">K; the colours repeat every K/2 counts.</param>
public sealed class MandeltorchIndex(double period) : IndexMap
{
    /// <summary>Entries of its table.</summary>
    public const int Entries = 256;

    // Whole counts up to here are looked up; a sine costs more than a colour.
    private const int Remembered = 1 << 14;

    private readonly Lazy<byte[]> _table = new(() => [.. Enumerable.Range(0, Remembered).Select(count => Index(count, period))]);

    /// <summary>The indices of the first whole counts.</summary>
    /// <param name="most">The largest count.</param>
    public byte[] TableUpTo(int most) => [.. _table.Value.Take(most + 1), .. Enumerable.Range(Remembered, Math.Max(0, most + 1 - Remembered)).Select(count => Index(count, period))];

    public override void Map(ReadOnlySpan<double> counts, Span<int> indices)
    {
        byte[] table = _table.Value;
        for (int i = 0; i < counts.Length; i++)
        {
            double count = Math.Max(counts[i] - 2, 1);
            if (!double.IsFinite(counts[i])) indices[i] = Entries;
            else if (count < Remembered && count == (int)count) indices[i] = table[(int)count];
            else indices[i] = Index(count, period);
        }
    }

    private static byte Index(double count, double period)
    {
        double sine = Math.Sin(2 * Math.PI * count / period);
        return (byte)(255 * (sine * sine));
    }
}
