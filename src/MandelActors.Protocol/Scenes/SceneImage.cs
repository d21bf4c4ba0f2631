namespace MandelActors.Protocol.Scenes;

/// <summary>Size and quality of a frame.</summary>
/// <param name="Width">Columns, 1 … 65,536.</param>
/// <param name="Height">Rows, 1 … 65,536.</param>
/// <param name="Samples">Samples per pixel, 1 … 16.</param>
/// <param name="BitDepth">Bits per channel of the PNG, 8 or 16.</param>
public sealed record SceneImage(int Width, int Height, int Samples, int BitDepth)
{
    public const int LongestSide = 65_536;

    /// <summary>The most pixels a frame may have: its field of doubles then takes 2 GiB.</summary>
    public const long MostPixels = 1L << 28;

    public static SceneImage Default { get; } = new(1280, 720, 1, 8);
}
