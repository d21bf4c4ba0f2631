namespace MandelActors.Imaging.Film;

/// <summary>Starts films.</summary>
public static class Films
{
    /// <summary>What to make where a codec was asked for: that codec, or animated PNG where there is no ffmpeg.</summary>
    public static FilmCodec CodecWith(Ffmpeg? ffmpeg, FilmCodec wanted) => ffmpeg is null ? FilmCodec.Apng : wanted;

    /// <summary>Starts a film.</summary>
    /// <param name="path">Where it goes, a temporary name the caller renames afterwards; its ending does not matter. Replaced if it exists.</param>
    /// <param name="ffmpeg">Needed for every codec but animated PNG.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    /// <exception cref="FilmException">ffmpeg is missing, lacks the encoder, or does not start.</exception>
    public static IFilmWriter Create(string path, FilmSettings settings, Ffmpeg? ffmpeg)
    {
        settings.Check();
        if (settings.Codec == FilmCodec.Apng) return new ApngFilm(path, settings);
        return new FfmpegFilm(
            path,
            settings,
            ffmpeg ?? throw new FilmException($"a film of codec {FilmCodecs.NameOf(settings.Codec)} needs ffmpeg; install it with: {Ffmpeg.InstallCommand}"));
    }
}
