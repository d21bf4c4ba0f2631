namespace MandelActors.Kernels.Pictures;

/// <summary>A picture of 8 bits a channel that a device is to colour itself, so that no field leaves it.</summary>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Samples">Samples of every pixel, at least 1; their sums of light fit 32 bits.</param>
/// <param name="Colours">The colours that indices stand for.</param>
/// <param name="Form">What becomes of an index.</param>
public sealed record PictureTask(int Width, int Height, int Samples, PictureColours Colours, PictureForm Form)
{
    /// <summary>Whether it is the distances that get colours, which then follow the counts in every field.</summary>
    public bool MapsDistance { get; init; }

    /// <summary>Pixels of the picture.</summary>
    public int Pixels => checked(Width * Height);
}
