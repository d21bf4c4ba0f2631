using System.Diagnostics;
using MandelActors.Imaging.Film;

namespace MandelActors.Imaging.Tests.Film;

public sealed class FilmDamageTests
{
    [SkippableTheory]
    [InlineData(FilmCodec.H264)]
    [InlineData(FilmCodec.H264Lossless)]
    [InlineData(FilmCodec.Ffv1)]
    [InlineData(FilmCodec.Apng)]
    public async Task A_bit_flipped_in_a_finished_film_is_found(FilmCodec codec)
    {
        using var film = await FinishedFilm.MakeAsync(codec);
        byte[] whole = await File.ReadAllBytesAsync(film.Path);
        var random = new Random(30);
        for (int i = 0; i < 6; i++)
        {
            byte[] damaged = [.. whole];
            int bit = random.Next(8 * whole.Length);
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            await File.WriteAllBytesAsync(film.Path, damaged);

            var found = await film.VerifyAsync();

            // Not every bit of a container reaches a pixel; the hash of the file covers those.
            (found.Problem is not null || found.FileHash != film.Made.FileHash).ShouldBeTrue($"bit {bit}");
            if (found.Problem is null) found.FrameHashes.ShouldBe(film.Made.FrameHashes);
        }
    }

    [SkippableTheory]
    [InlineData(FilmCodec.H264)]
    [InlineData(FilmCodec.Ffv1)]
    [InlineData(FilmCodec.Apng)]
    public async Task Bits_flipped_in_the_middle_of_the_pictures_are_found_by_decoding(FilmCodec codec)
    {
        using var film = await FinishedFilm.MakeAsync(codec);
        byte[] bytes = await File.ReadAllBytesAsync(film.Path);
        for (int i = bytes.Length / 2; i < bytes.Length / 2 + 64; i++) bytes[i] ^= 0x55;
        await File.WriteAllBytesAsync(film.Path, bytes);

        var found = await film.VerifyAsync();

        found.IsWhole.ShouldBeFalse();
        found.FirstBadFrame.ShouldNotBeNull();
    }

    [SkippableTheory]
    [InlineData(FilmCodec.H264)]
    [InlineData(FilmCodec.H265)]
    [InlineData(FilmCodec.Ffv1)]
    [InlineData(FilmCodec.Apng)]
    public async Task A_film_cut_off_emptied_or_replaced_is_found(FilmCodec codec)
    {
        using var film = await FinishedFilm.MakeAsync(codec);
        byte[] whole = await File.ReadAllBytesAsync(film.Path);
        foreach (int length in new[] { 0, 1, whole.Length / 3, whole.Length * 3 / 4, whole.Length - 40 })
        {
            await File.WriteAllBytesAsync(film.Path, whole[..length]);
            var found = await film.VerifyAsync();
            // Matroska ends with an index that players, and decoders, can do without.
            if (found.Problem is null) found.FileHash.ShouldNotBe(film.Made.FileHash);
            else found.IsWhole.ShouldBeFalse();
            if (length < whole.Length - 40) found.Problem.ShouldNotBeNull($"cut to {length} of {whole.Length}");
        }
    }

    /// <summary>The last second lost in copying: a film in perfect order that is too short.</summary>
    [SkippableFact]
    public async Task A_film_that_lost_its_last_frames_is_found_with_the_first_of_them()
    {
        using var film = await FinishedFilm.MakeAsync(FilmCodec.Ffv1);
        await film.RemuxAsync("-frames:v", "20");

        var found = await film.VerifyAsync();

        (found.Frames, found.FirstBadFrame).ShouldBe((20, 20));
        found.Problem.ShouldBe("the film has 20 frames instead of 24");
    }

    [SkippableFact]
    public async Task A_film_that_plays_at_another_speed_is_found()
    {
        using var film = await FinishedFilm.MakeAsync(FilmCodec.Ffv1);
        await film.RemuxAsync("-bsf:v", "setts=ts=TS*2");

        (await film.VerifyAsync()).Problem!.ShouldContain("lasts");
    }

    /// <summary>An encoder that swaps, repeats or loses a frame and ends with exit code 0 is caught by what was handed over.</summary>
    [SkippableTheory]
    [InlineData(FilmCodec.H264, 5, 6)]
    [InlineData(FilmCodec.H264, 12, 11)]
    [InlineData(FilmCodec.H265, 3, 5)]
    [InlineData(FilmCodec.Ffv1, 8, 20)]
    public async Task A_frame_that_shows_another_is_named(FilmCodec codec, int frame, int other)
    {
        using var film = await FinishedFilm.MakeAsync(codec, index => index == frame ? Takes.Frame(other) : index == other ? Takes.Frame(frame) : Takes.Frame(index));
        var source = new SourceRecord(film.Settings);
        for (int i = 0; i < film.Settings.Frames; i++) source.Add(Takes.Frame(i).Pixels);

        var found = await FilmReading.ReadAsync(film.Path, film.Settings, film.Ffmpeg, source.Compare, CancellationToken.None);

        int first = Math.Min(frame, other);
        found.FirstBadFrame.ShouldBe(first);
        found.Problem!.ShouldStartWith($"frame {first} ");
    }

    [SkippableFact]
    public async Task A_film_in_wrong_colours_is_found()
    {
        using var film = await FinishedFilm.MakeAsync(FilmCodec.H264);
        var source = new SourceRecord(film.Settings);
        for (int i = 0; i < film.Settings.Frames; i++)
        {
            // The same brightness in each channel's place, blue for red.
            byte[] pixels = [.. Takes.Frame(i).Pixels];
            for (int at = 0; at < pixels.Length; at += 3) (pixels[at], pixels[at + 2]) = (pixels[at + 2], pixels[at]);
            source.Add(pixels);
        }

        var found = await FilmReading.ReadAsync(film.Path, film.Settings, film.Ffmpeg, source.Compare, CancellationToken.None);

        found.FirstBadFrame.ShouldBe(0);
        found.Problem!.ShouldContain("off by");
    }

    /// <summary>A film of 24 frames, made for real.</summary>
    private sealed class FinishedFilm(TemporaryFolder folder, FilmSettings settings, Ffmpeg ffmpeg) : IDisposable
    {
        public string Path => folder["film"];

        public FilmSettings Settings => settings;

        public Ffmpeg Ffmpeg => ffmpeg;

        public FilmVerification Made { get; private set; } = null!;

        public static async Task<FinishedFilm> MakeAsync(FilmCodec codec, Func<int, RgbImage>? frame = null)
        {
            var ffmpeg = await Takes.FfmpegAsync();
            var film = new FinishedFilm(new TemporaryFolder(), Takes.Settings(codec), ffmpeg);
            film.Made = await Takes.MakeAsync(film.Path, film.Settings, ffmpeg, frame);
            film.Made.Problem.ShouldBeNull();
            return film;
        }

        public Task<FilmVerification> VerifyAsync() => FilmReading.VerifyAsync(Path, settings, Made.FrameHashes, ffmpeg, CancellationToken.None);

        public async Task RemuxAsync(params string[] how)
        {
            string format = settings.Codec == FilmCodec.Ffv1 ? "matroska" : "mp4";
            using var process = Process.Start(ffmpeg.Path, ["-v", "error", "-nostdin", "-y", "-i", Path, "-c", "copy", .. how, "-f", format, Path + ".new"]);
            await process.WaitForExitAsync();
            process.ExitCode.ShouldBe(0);
            File.Move(Path + ".new", Path, overwrite: true);
        }

        public void Dispose() => folder.Dispose();
    }
}
