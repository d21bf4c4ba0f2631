using System.Globalization;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Films;
using MandelActors.Farm.Store;
using MandelActors.Imaging;
using MandelActors.Imaging.Film;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stacks;

/// <summary><c>mandel stack animate</c>: the levels of a slice as the frames of a film.</summary>
internal static class AnimateRun
{
    private static readonly (string Ending, FilmCodec Codec)[] Endings =
        [(".apng", FilmCodec.Apng), (".png", FilmCodec.Apng), (".mp4", FilmCodec.H264), (".mkv", FilmCodec.Ffv1)];

    /// <param name="options">Scene and slice.</param>
    /// <param name="colours">How levels look.</param>
    /// <param name="fps">Levels a second.</param>
    /// <param name="output">Its ending says what film it is.</param>
    /// <param name="cancellationToken">Ends the work; nothing is left behind.</param>
    public static async Task<int> RunAsync(StackOptions options, StackColours colours, double fps, string output, CancellationToken cancellationToken)
    {
        var input = StackInput.From(options);
        var file = OutputFile.From(output, [.. Endings.Select(pair => pair.Ending)]);
        if (fps is not (>= 0.001 and <= 1000)) throw new BadInputException($"--fps {fps.ToString(CultureInfo.InvariantCulture)}", "", "expected 0.001 to 1000");
        var codec = Endings.First(pair => file.EndsWith(pair.Ending, StringComparison.OrdinalIgnoreCase)).Codec;
        var ffmpeg = codec == FilmCodec.Apng ? null : await FindAsync(input.Settings.Film.FfmpegPath, output, cancellationToken).ConfigureAwait(false);
        if (!options.Json) Remarks.Print(input.Notes);
        using var levels = new StackLevels(input);
        if (levels.Count > SceneFilm.MostFrames) throw new BadInputException("--slice", "", $"expected at most {SceneFilm.MostFrames} levels, found {levels.Count}");
        var settings = new FilmSettings(levels.Width, levels.Height, 8, levels.Count, FrameRate.From(fps)) { Codec = codec };
        await Task.Run(() => MakeAsync(levels, colours, settings, ffmpeg, file, options.Json, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (options.Json) JsonLine.Write(System.Console.Out, json => json.WriteString("file", output));
        else System.Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output}: {levels.Count} levels, {levels.Width}×{levels.Height}, verified"));
        return ExitCode.Done;
    }

    private static async Task<Ffmpeg> FindAsync(string path, string output, CancellationToken cancellationToken)
    {
        return await Ffmpeg.FindAsync(path is "" or "ffmpeg" ? null : path, cancellationToken).ConfigureAwait(false)
            ?? throw new BadInputException($"-o {output}", "", $"expected ffmpeg to make it with, found none; take .apng, or run: {Ffmpeg.InstallCommand}");
    }

    private static async Task MakeAsync(
        StackLevels levels, StackColours colours, FilmSettings settings, Ffmpeg? ffmpeg, string file, bool silent, CancellationToken cancellationToken)
    {
        var pictures = new StackPictures(levels, [.. Enumerable.Range(0, levels.Count).Select(position => (int)levels.Levels[position])], colours);
        using var display = new LevelDisplay(silent, levels.Count);
        pictures.Prepare(display.Show, cancellationToken);
        var temporary = Path.Combine(Path.GetDirectoryName(file)!, JobFolder.TemporaryBeside(Path.GetFileName(file)));
        await DurableFilm.WriteAsync(temporary, file, settings, ffmpeg, FeedAsync, cancellationToken).ConfigureAwait(false);

        async Task FeedAsync(IFilmWriter film)
        {
            var image = new RgbImage(levels.Width, levels.Height);
            while (film.Added < pictures.Count)
            {
                pictures.Draw(film.Added, image, 0, 0, cancellationToken);
                await film.AddAsync(image, cancellationToken).ConfigureAwait(false);
                display.Show(film.Added);
            }
        }
    }
}
