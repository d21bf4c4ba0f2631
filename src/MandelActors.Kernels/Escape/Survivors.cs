namespace MandelActors.Kernels.Escape;

/// <summary>Pixels that reached a round's end undecided, with where their orbits stand: what the next round starts from.</summary>
internal sealed class Survivors
{
    /// <summary>Lists longer than this are not kept for the next frame.</summary>
    private const int LargestKept = 1 << 18;

    private double[] _x = [];
    private double[] _y = [];
    private int[] _pixel = [];

    public int Count { get; private set; }

    public ReadOnlySpan<double> X => _x.AsSpan(0, Count);

    public ReadOnlySpan<double> Y => _y.AsSpan(0, Count);

    /// <summary>Index of each pixel in the field.</summary>
    public ReadOnlySpan<int> Pixel => _pixel.AsSpan(0, Count);

    public void Add(double x, double y, int pixel)
    {
        if (Count == _x.Length)
        {
            var capacity = Math.Max(1024, 2 * Count);
            Array.Resize(ref _x, capacity);
            Array.Resize(ref _y, capacity);
            Array.Resize(ref _pixel, capacity);
        }

        _x[Count] = x;
        _y[Count] = y;
        _pixel[Count++] = pixel;
    }

    public void Clear() => Count = 0;

    /// <summary>Empties the list and lets go of memory that an unusual frame needed.</summary>
    public void Trim()
    {
        Count = 0;
        if (_x.Length <= LargestKept) return;
        _x = [];
        _y = [];
        _pixel = [];
    }
}
