namespace MandelActors.Imaging;

/// <summary>A picture of at most 256 colours: a third of the bytes, to be compressed, written and read back, of one with three channels.</summary>
public sealed class IndexedImage
{
    /// <summary>The most colours, so that an index is a byte.</summary>
    public const int MostColours = 256;

    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="colours">1 … 256 colours of 8 bits a channel.</param>
    public IndexedImage(int width, int height, IReadOnlyList<Rgb> colours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(colours.Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(colours.Count, MostColours);
        Width = width;
        Height = height;
        Colours = colours;
        Indices = new byte[checked((long)width * height)];
    }

    public int Width { get; }

    public int Height { get; }

    public IReadOnlyList<Rgb> Colours { get; }

    /// <summary>Row-major, row 0 on top; each below the number of colours.</summary>
    public byte[] Indices { get; }
}
