namespace MandelActors.Imaging.Film;

/// <summary>What every film writer demands of the frames it is given.</summary>
internal static class FrameCheck
{
    public static void Demand(RgbImage frame, FilmSettings settings, int added)
    {
        if (added == settings.Frames) throw new InvalidOperationException($"the film has all its {settings.Frames} frames already");
        if (frame.Width != settings.Width || frame.Height != settings.Height || frame.BitDepth != settings.BitDepth)
            throw new ArgumentException($"frame {added} is {frame.Width}×{frame.Height} of {frame.BitDepth} bits; the film is {settings.Width}×{settings.Height} of {settings.BitDepth}", nameof(frame));
    }

    public static void DemandAll(FilmSettings settings, int added)
    {
        if (added != settings.Frames) throw new InvalidOperationException($"{added} of the film's {settings.Frames} frames were given");
    }
}
