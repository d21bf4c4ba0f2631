namespace MandelActors.Imaging.Film;

/// <summary>The names scenes use for <see cref="FilmCodec"/>, and what follows from each.</summary>
public static class FilmCodecs
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<FilmCodec>().Select(NameOf)];

    /// <exception cref="UnknownNameException">No codec has that name; case does not matter.</exception>
    public static FilmCodec Parse(string name)
    {
        foreach (var codec in Enum.GetValues<FilmCodec>())
        {
            if (NameOf(codec).Equals(name, StringComparison.OrdinalIgnoreCase)) return codec;
        }

        throw new UnknownNameException("film codec", name, Names);
    }

    public static string NameOf(FilmCodec codec) => codec switch
    {
        FilmCodec.H264 => "h264",
        FilmCodec.H264Lossless => "h264-lossless",
        FilmCodec.H265 => "h265",
        FilmCodec.Ffv1 => "ffv1",
        FilmCodec.Apng => "apng",
        _ => throw new ArgumentOutOfRangeException(nameof(codec), codec, "is no film codec"),
    };

    /// <summary>The ending of a film's file name, with its dot.</summary>
    public static string Extension(FilmCodec codec) => codec switch
    {
        FilmCodec.Ffv1 => ".mkv",
        FilmCodec.Apng => ".apng",
        _ => ".mp4",
    };

    /// <summary>Whether every pixel comes back as it was given.</summary>
    public static bool IsLossless(FilmCodec codec) => codec is FilmCodec.H264Lossless or FilmCodec.Ffv1 or FilmCodec.Apng;

    /// <summary>The encoder of ffmpeg that makes it, null for animated PNG.</summary>
    public static string? EncoderOf(FilmCodec codec) => codec switch
    {
        FilmCodec.H264 => "libx264",
        FilmCodec.H264Lossless => "libx264rgb",
        FilmCodec.H265 => "libx265",
        FilmCodec.Ffv1 => "ffv1",
        _ => null,
    };
}
