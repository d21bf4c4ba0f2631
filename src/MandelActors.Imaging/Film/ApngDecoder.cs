using MandelActors.Imaging.Apng;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Film;

/// <summary>Reads an animated PNG as a film.</summary>
internal static class ApngDecoder
{
    /// <inheritdoc cref="FfmpegDecoder.DecodeAsync"/>
    public static (int Frames, string? Problem) Decode(string path, FilmSettings settings, FilmFrames frames, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        int count = 0;
        try
        {
            var info = ApngReader.Read(file, (index, image) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                frames(index, image.Pixels);
                count = index + 1;
            });
            if (info.Width != settings.Width || info.Height != settings.Height || info.BitDepth != settings.BitDepth)
                return (count, $"the film is {info.Width}×{info.Height} of {info.BitDepth} bits instead of {settings.Width}×{settings.Height} of {settings.BitDepth}");
            if (info.Delay != FrameDelay.Of(settings.Rate))
                return (count, $"a frame lasts {info.Delay.Numerator}/{info.Delay.Denominator} s instead of {settings.Rate.Seconds}/{settings.Rate.Frames} s");
            return (count, null);
        }
        catch (DamagedImageException problem)
        {
            return (count, problem.Message);
        }
    }
}
