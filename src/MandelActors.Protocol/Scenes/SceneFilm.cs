namespace MandelActors.Protocol.Scenes;

/// <summary>How long the film is and how it is encoded.</summary>
/// <param name="Fps">Frames per second, 0.001 … 1,000.</param>
/// <param name="Seconds">Length in seconds, above 0.</param>
/// <param name="Codec">One of <see cref="Codecs"/>.</param>
/// <param name="Quality">Constant rate factor, 0 (lossless) … 51; smaller is better and larger on disk.</param>
/// <param name="Loop">How often an animated PNG plays, 0 for ever.</param>
/// <param name="Preset">One of <see cref="Presets"/>: how long H.264 and H.265 look for a smaller file of the same quality.</param>
public sealed record SceneFilm(double Fps, double Seconds, string Codec, int Quality, int Loop, string Preset = SceneFilm.DefaultPreset)
{
    public const int MostFrames = 10_000_000;

    public static SceneFilm Default { get; } = new(30, 10, "h264", 18, 0);

    /// <summary>The encodings a film can have: three kinds of mp4, lossless Matroska, animated PNG.</summary>
    public static IReadOnlyCollection<string> Codecs { get; } = ["h264", LosslessOfEightBits, "h265", "ffv1", "apng"];

    /// <summary>The presets of x264 and x265, from the fastest to the smallest file.</summary>
    public static IReadOnlyCollection<string> Presets { get; } =
        ["ultrafast", "superfast", "veryfast", "faster", "fast", DefaultPreset, "slow", "slower", "veryslow"];

    public const string DefaultPreset = "medium";

    /// <summary>The codec that keeps every pixel of 8 bits a channel, and cannot hold 16.</summary>
    public const string LosslessOfEightBits = "h264-lossless";

    /// <summary>fps · seconds to the nearest whole number, at least one frame.</summary>
    public int FrameCount => (int)Math.Clamp(Math.Round(Fps * Seconds), 1, MostFrames);
}
