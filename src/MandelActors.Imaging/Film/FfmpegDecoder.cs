namespace MandelActors.Imaging.Film;

/// <summary>Decodes a film to its last frame.</summary>
internal static class FfmpegDecoder
{
    /// <summary>Hands every frame over in order, while the next one is being read.</summary>
    /// <param name="frames">Called for one frame at a time.</param>
    /// <returns>How many frames there were, and what stopped the decoder short, null for nothing.</returns>
    public static async Task<(int Frames, string? Problem)> DecodeAsync(
        Ffmpeg ffmpeg, FilmSettings settings, string path, FilmFrames frames, CancellationToken cancellationToken)
    {
        await using var process = FfmpegProcess.Start(ffmpeg.Path, FfmpegArguments.Decode(settings, path));
        process.Input.Close();
        using var killing = cancellationToken.Register(process.Kill);
        byte[] reading = new byte[FrameBytes(settings)], seeing = new byte[reading.Length];
        int count = 0, read;
        var pending = Task.CompletedTask;
        while ((read = await process.Output.ReadAtLeastAsync(reading, reading.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)) == reading.Length)
        {
            await pending.ConfigureAwait(false);
            (reading, seeing) = (seeing, reading);
            int index = count++;
            byte[] pixels = seeing;
            pending = Task.Run(() => frames(index, pixels), cancellationToken);
        }

        await pending.ConfigureAwait(false);
        int exit = await process.EndAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        string? problem = exit != 0 ? $"decoding ended after {count} frames with exit code {exit}: {process.LastWords}"
            : read != 0 ? $"decoding ended within frame {count}" : null;
        return (count, problem);
    }

    /// <summary>Size, rate and duration as the container states them.</summary>
    /// <returns>What is not as the settings say, null for nothing.</returns>
    public static async Task<string?> ProbeAsync(Ffmpeg ffmpeg, FilmSettings settings, string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await FfmpegProcess.ReadAsync(ffmpeg.ProbePath, FfmpegArguments.Probe(path), cancellationToken).ConfigureAwait(false);
        }
        catch (FilmException problem)
        {
            return problem.Message;
        }

        var stated = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        string size = FormattableString.Invariant($"{settings.EncodedWidth}×{settings.EncodedHeight}");
        string found = $"{stated.GetValueOrDefault("width")}×{stated.GetValueOrDefault("height")}";
        if (found != size) return $"the film is {found} instead of {size}";
        double duration = double.TryParse(stated.GetValueOrDefault("duration"), System.Globalization.CultureInfo.InvariantCulture, out double seconds) ? seconds : 0;
        double expected = settings.Frames / settings.Rate.PerSecond, frame = 1 / settings.Rate.PerSecond;
        // Containers round to their own ticks, Matroska to milliseconds: half a frame leaves room for that and for nothing else.
        if (Math.Abs(duration - expected) > Math.Max(0.5 * frame, 0.0011))
            return FormattableString.Invariant($"the film lasts {duration} s instead of {expected} s");
        return null;
    }

    private static int FrameBytes(FilmSettings settings) => settings.IsHalved
        ? settings.EncodedWidth * settings.EncodedHeight / 2 * 3
        : settings.Width * settings.Height * 3 * (settings.BitDepth / 8);
}
