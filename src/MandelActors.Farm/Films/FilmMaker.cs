using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using MandelActors.Farm.Faults;
using MandelActors.Farm.Store;
using MandelActors.Imaging;
using MandelActors.Imaging.Film;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using static MandelActors.Protocol.Jobs.JobProtocol;
using FilmWriters = MandelActors.Imaging.Film.Films;

namespace MandelActors.Farm.Films;

/// <summary>Makes films of finished frames: reads and verifies each, encodes, verifies the result (src/decisions/0005-film-check.md), renames it into place.</summary>
/// <param name="ffmpegPath">The ffmpeg program, or a bare <c>ffmpeg</c> to look in PATH.</param>
public sealed class FilmMaker(string ffmpegPath)
{
    private readonly string? _configured = ffmpegPath == "ffmpeg" ? null : ffmpegPath;

    /// <summary>Makes the film, or finds that the one in place is the one that was ordered.</summary>
    /// <param name="order">Every frame must be finished.</param>
    /// <param name="progress">Told how many frames the encoder has.</param>
    /// <exception cref="DamagedFrameException">A frame is not what the journal says; nothing of the film is left behind.</exception>
    /// <exception cref="FilmException">ffmpeg failed, or the film it made is not the one that was ordered.</exception>
    /// <exception cref="ObstructedException">Something else is where the film belongs.</exception>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public async Task<FilmResult> MakeAsync(FilmOrder order, Action<int> progress, CancellationToken cancellationToken)
    {
        var ffmpeg = await Ffmpeg.FindAsync(_configured, cancellationToken).ConfigureAwait(false);
        var wanted = FilmCodecs.Parse(order.Scene.Film.Codec);
        var codec = FilmWriters.CodecWith(ffmpeg, wanted);
        string? note = codec == wanted ? null : $"ffmpeg is missing, so the film is an animated PNG; for {FilmCodecs.NameOf(wanted)} run: {Ffmpeg.InstallCommand}";
        var settings = SettingsOf(order, codec);
        string file = "film" + FilmCodecs.Extension(codec);
        string encoding = Describe(settings);
        var frames = JobState.DigestOf(order.Frames);
        if (order.Existing is { } existing && existing.File == file && existing.Encoding == encoding && existing.FramesSha256 == frames
            && await IsInPlaceAsync(order.Store.Folder.Film(file), existing, cancellationToken).ConfigureAwait(false))
            return new FilmResult(new RecordFilm(file, encoding, frames, existing.Sha256, existing.Bytes), Made: false, note);

        var (hash, bytes) = await EncodeAsync(order, settings, ffmpeg, file, progress, cancellationToken).ConfigureAwait(false);
        if (order.Existing is { } replaced && order.Store.Folder.Film(replaced.File) is var old && old != order.Store.Folder.Film(file) && File.Exists(old)) File.Delete(old);
        return new FilmResult(new RecordFilm(file, encoding, frames, hash, bytes), Made: true, note);
    }

    private static async Task<(Sha256Hash Hash, long Bytes)> EncodeAsync(
        FilmOrder order, FilmSettings settings, Ffmpeg? ffmpeg, string file, Action<int> progress, CancellationToken cancellationToken)
    {
        var folder = order.Store.Folder;
        var verification = await DurableFilm.WriteAsync(
            folder.In(JobFolder.TemporaryBeside(file)), folder.Film(file), settings, ffmpeg,
            film => FeedAsync(film, order, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        return (Sha256Hash.Parse(verification.FileHash), verification.Bytes);
    }

    /// <summary>Frames are read and verified ahead of the encoder, a core's worth each, and handed over in order.</summary>
    private static async Task FeedAsync(IFilmWriter film, FilmOrder order, Action<int> progress, CancellationToken cancellationToken)
    {
        Queue<Task<RgbImage>> ahead = new();
        // A film's worth of pictures would keep the collector busy for nothing: a handful go round.
        ConcurrentBag<RgbImage> free = [];
        int next = 0;
        try
        {
            while (film.Added < order.Frames.Count)
            {
                while (next < order.Frames.Count && ahead.Count <= Environment.ProcessorCount)
                {
                    var (frame, result) = order.Frames[next++];
                    ahead.Enqueue(Task.Run(() => order.Store.Read(frame, result, free.TryTake(out var used) ? used : null), cancellationToken));
                }

                var image = await ahead.Dequeue().ConfigureAwait(false);
                await film.AddAsync(image, cancellationToken).ConfigureAwait(false);
                free.Add(image);
                if (film.Added == (order.Frames.Count + 1) / 2) Failpoint.Hit(Failpoint.FilmHalfWritten);
                progress(film.Added);
            }
        }
        finally
        {
            // Their failure, if any, comes second to the one that ended the loop.
            foreach (var reading in ahead) await reading.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    private static async Task<bool> IsInPlaceAsync(string path, FilmAssembled film, CancellationToken cancellationToken)
    {
        try
        {
            FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            await using (stream.ConfigureAwait(false))
            {
                if (stream.Length != film.Bytes) return false;
                return Sha256Hash.FromBytes(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)) == film.Sha256;
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Missing or unreadable: it will be made again.
            return false;
        }
    }

    private static FilmSettings SettingsOf(FilmOrder order, FilmCodec codec)
    {
        var (image, film) = (order.Scene.Image, order.Scene.Film);
        return new FilmSettings(image.Width, image.Height, image.BitDepth, order.Frames.Count, FrameRate.From(film.Fps))
        {
            Codec = codec,
            Quality = film.Quality,
            Preset = film.Preset,
            Loop = film.Loop,
        };
    }

    /// <summary>Only what the codec heeds, so that a film is not made again for a setting that would change nothing.</summary>
    private static string Describe(FilmSettings settings)
    {
        // Named only where it is another than it was before there was a choice: films made then are still what was ordered.
        string preset = settings.Preset == SceneFilm.DefaultPreset ? "" : $" preset={settings.Preset}";
        string extra = settings.Codec switch
        {
            FilmCodec.H264 or FilmCodec.H265 => $" quality={settings.Quality}{preset}",
            FilmCodec.H264Lossless => preset,
            FilmCodec.Apng => $" loop={settings.Loop}",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{FilmCodecs.NameOf(settings.Codec)} fps={settings.Rate}{extra}");
    }
}
