using MandelActors.Imaging.Film;

namespace MandelActors.Imaging.Tests.Film;

/// <summary>Short films for tests: a slowly growing pattern of rings, every frame different from its neighbours.</summary>
internal static class Takes
{
    /// <param name="index">The frame's number; between two numbers the film goes on more slowly.</param>
    public static RgbImage Frame(double index, int width = 192, int height = 108, int bitDepth = 8)
    {
        var image = new RgbImage(width, height, bitDepth);
        int sample = bitDepth / 8;
        for (int i = 0; i < width * height; i++)
        {
            double x = (i % width - width / 2.0) / height, y = (i / width - height / 2.0) / height;
            double phase = 12 * Math.Sqrt(x * x + y * y) / (1 + 0.04 * index) - 0.15 * index;
            for (int channel = 0; channel < 3; channel++)
                image.Pixels[(3 * i + channel) * sample] = (byte)(128 + 110 * Math.Sin(phase + 2 * channel));
        }

        return image;
    }

    public static FilmSettings Settings(FilmCodec codec, int frames = 24, int width = 192, int height = 108, int bitDepth = 8) =>
        new(width, height, bitDepth, frames, FrameRate.From(30)) { Codec = codec };

    public static async Task<FilmVerification> MakeAsync(string path, FilmSettings settings, Ffmpeg? ffmpeg, Func<int, RgbImage>? frame = null)
    {
        await using var writer = Films.Create(path, settings, ffmpeg);
        for (int i = 0; i < settings.Frames; i++)
            await writer.AddAsync(frame?.Invoke(i) ?? Frame(i, settings.Width, settings.Height, settings.BitDepth), CancellationToken.None);
        return await writer.FinishAsync(CancellationToken.None);
    }

    public static async Task<Ffmpeg> FfmpegAsync()
    {
        var ffmpeg = await Ffmpeg.FindAsync(null, CancellationToken.None);
        Skip.If(ffmpeg is null, $"ffmpeg is missing: {Ffmpeg.InstallCommand}");
        return ffmpeg;
    }
}
