namespace MandelActors.Imaging.Film;

/// <summary>What film to make.</summary>
/// <param name="Width">Columns of every frame.</param>
/// <param name="Height">Rows of every frame.</param>
/// <param name="BitDepth">Of the frames: 8 or 16.</param>
/// <param name="Frames">How many there will be, at least 1.</param>
/// <param name="Rate">Frames per second.</param>
public sealed record FilmSettings(int Width, int Height, int BitDepth, int Frames, FrameRate Rate)
{
    public FilmCodec Codec { get; init; } = FilmCodec.H264;

    /// <summary>Constant rate factor of H.264 and H.265, 0 … 51; smaller is better and larger on disk.</summary>
    public int Quality { get; init; } = 18;

    /// <summary>x264's and x265's name for how long they look for a smaller file of the same quality.</summary>
    public string Preset { get; init; } = "medium";

    /// <summary>How often an animated PNG plays, 0 for ever.</summary>
    public int Loop { get; init; }

    /// <summary>4:2:0 halves the colour in both directions, so odd sizes get one more column or row, a copy of the last.</summary>
    internal int EncodedWidth => IsHalved ? Width + (Width & 1) : Width;

    internal int EncodedHeight => IsHalved ? Height + (Height & 1) : Height;

    internal bool IsHalved => !FilmCodecs.IsLossless(Codec);

    /// <exception cref="ArgumentException">A value is outside its range, or the codec cannot hold such frames.</exception>
    internal void Check()
    {
        if (Width < 1 || Height < 1 || Frames < 1) throw new ArgumentException($"a film of {Frames} frames of {Width}×{Height} is impossible");
        if (BitDepth is not (8 or 16)) throw new ArgumentException($"a film's frames have 8 or 16 bits a channel, not {BitDepth}");
        if (Quality is < 0 or > 51) throw new ArgumentException($"film quality {Quality} is outside 0 … 51");
        if (Loop is < 0 or > 65_535) throw new ArgumentException($"film loop {Loop} is outside 0 … 65535");
        if (Rate.Frames < 1) throw new ArgumentException("a film needs a frame rate");
        if (Codec == FilmCodec.H264Lossless && BitDepth == 16) throw new ArgumentException("h264-lossless holds 8 bits a channel; take ffv1 for 16");
    }
}
