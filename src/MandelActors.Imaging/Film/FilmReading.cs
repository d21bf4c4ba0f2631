using System.Security.Cryptography;

namespace MandelActors.Imaging.Film;

/// <summary>Reads finished films back, whatever made them.</summary>
public static class FilmReading
{
    /// <summary>Decodes a film to its end and holds it against the hashes it had when it was made.</summary>
    /// <param name="path">The film.</param>
    /// <param name="settings">What it was made with.</param>
    /// <param name="frameHashes">One a frame, as <see cref="FilmVerification.FrameHashes"/> gave them.</param>
    /// <param name="ffmpeg">Needed for every codec but animated PNG.</param>
    /// <exception cref="FilmException">ffmpeg is needed and was not given.</exception>
    public static Task<FilmVerification> VerifyAsync(
        string path, FilmSettings settings, IReadOnlyList<string> frameHashes, Ffmpeg? ffmpeg, CancellationToken cancellationToken) =>
        ReadAsync(
            path,
            settings,
            ffmpeg,
            (index, _, hash) => index >= frameHashes.Count || Convert.ToHexStringLower(hash) == frameHashes[index] ? null : $"frame {index} is not the one the film was made with",
            cancellationToken);

    internal static async Task<FilmVerification> ReadAsync(
        string path, FilmSettings settings, Ffmpeg? ffmpeg, FrameComparison compare, CancellationToken cancellationToken)
    {
        List<string> hashes = [];
        string? problem = null;
        int? firstBad = null;

        void See(int index, ReadOnlyMemory<byte> pixels)
        {
            byte[] hash = SHA256.HashData(pixels.Span);
            hashes.Add(Convert.ToHexStringLower(hash));
            if (firstBad is not null || index >= settings.Frames || compare(index, pixels.Span, hash) is not { } wrong) return;
            firstBad = index;
            problem = wrong;
        }

        int frames;
        string? stopped, misstated = null;
        if (settings.Codec == FilmCodec.Apng)
        {
            (frames, stopped) = ApngDecoder.Decode(path, settings, See, cancellationToken);
        }
        else
        {
            var probing = FfmpegDecoder.ProbeAsync(Needed(ffmpeg, settings), settings, path, cancellationToken);
            var decoding = FfmpegDecoder.DecodeAsync(ffmpeg!, settings, path, See, cancellationToken);
            await Task.WhenAll(probing, decoding).ConfigureAwait(false);
            (frames, stopped) = await decoding.ConfigureAwait(false);
            misstated = await probing.ConfigureAwait(false);
        }

        if (stopped is not null && firstBad is null) (problem, firstBad) = (stopped, frames < settings.Frames ? frames : null);
        if (frames != settings.Frames && firstBad is null) (problem, firstBad) = ($"the film has {frames} frames instead of {settings.Frames}", Math.Min(frames, settings.Frames));
        problem ??= misstated;
        await using var file = File.OpenRead(path);
        string fileHash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
        return new FilmVerification(frames, hashes, fileHash, file.Length, problem, firstBad);
    }

    private static Ffmpeg Needed(Ffmpeg? ffmpeg, FilmSettings settings) =>
        ffmpeg ?? throw new FilmException($"a film of codec {FilmCodecs.NameOf(settings.Codec)} cannot be read without ffmpeg; install it with: {Ffmpeg.InstallCommand}");
}
