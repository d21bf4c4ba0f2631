using MandelActors.Imaging.Film;
using MandelActors.Testing;

namespace MandelActors.Imaging.Tests.Film;

public sealed class FilmInvalidTests
{
    [SkippableFact]
    public async Task An_encoder_that_fails_is_quoted()
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();

        var problem = await Should.ThrowAsync<FilmException>(() => Takes.MakeAsync(folder["nowhere/film"], Takes.Settings(FilmCodec.H264, 2000), ffmpeg));

        problem.Message.ShouldContain("No such file or directory");
        problem.Message.ShouldContain("exit code");
    }

    [SkippableFact]
    public async Task Cancelling_stops_the_encoder_and_leaves_nothing()
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        await using (var film = Films.Create(folder["film"], Takes.Settings(FilmCodec.H264, 100_000, 640, 360), ffmpeg))
        {
            var frame = Takes.Frame(0, 640, 360);
            for (int i = 0; i < 20; i++) await film.AddAsync(frame, cancelled.Token);
            await cancelled.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(async () =>
            {
                while (true) await film.AddAsync(frame, cancelled.Token);
            });
        }

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_script_in_the_encoders_place_ends_with_what_it_started_and_leaves_nothing()
    {
        var real = await Takes.FfmpegAsync();
        Skip.If(OperatingSystem.IsWindows(), "needs a POSIX shell");
        using TemporaryFolder folder = new(), programs = new();
        foreach (string program in (string[])[real.Path, real.ProbePath])
        {
            // Without exec: whoever ends the shell has not ended what the shell waits for.
            ShellScript.Write(programs[Path.GetFileName(program)], $"'{program}' \"$@\"\nexit $?");
        }

        var ffmpeg = await Ffmpeg.FindAsync(programs[Path.GetFileName(real.Path)], CancellationToken.None);
        var film = Films.Create(folder["film"], Takes.Settings(FilmCodec.H264, 100_000, 640, 360), ffmpeg);
        var frame = Takes.Frame(0, 640, 360);
        for (int i = 0; i < 20; i++) await film.AddAsync(frame, CancellationToken.None);

        await film.DisposeAsync();

        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [SkippableTheory]
    [InlineData(FilmCodec.H264)]
    [InlineData(FilmCodec.Apng)]
    public async Task A_film_left_unfinished_is_deleted(FilmCodec codec)
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        await using (var film = Films.Create(folder["film"], Takes.Settings(codec), ffmpeg)) await film.AddAsync(Takes.Frame(0), CancellationToken.None);
        Directory.GetFiles(folder.Path).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Frames_that_do_not_fit_are_refused()
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        foreach (var codec in new[] { FilmCodec.H264, FilmCodec.Apng })
        {
            await using var film = Films.Create(folder["film"], Takes.Settings(codec, 2), ffmpeg);
            await Should.ThrowAsync<ArgumentException>(() => film.AddAsync(Takes.Frame(0, 190), CancellationToken.None));
            await Should.ThrowAsync<ArgumentException>(() => film.AddAsync(Takes.Frame(0, bitDepth: 16), CancellationToken.None));
            await film.AddAsync(Takes.Frame(0), CancellationToken.None);
            (await Should.ThrowAsync<InvalidOperationException>(() => film.FinishAsync(CancellationToken.None))).Message.ShouldContain("1 of the film's 2");
            await film.AddAsync(Takes.Frame(1), CancellationToken.None);
            await Should.ThrowAsync<InvalidOperationException>(() => film.AddAsync(Takes.Frame(2), CancellationToken.None));
            (await film.FinishAsync(CancellationToken.None)).Problem.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Without_ffmpeg_a_film_is_an_animated_PNG()
    {
        using var folder = new TemporaryFolder();
        Films.CodecWith(null, FilmCodec.H264).ShouldBe(FilmCodec.Apng);
        Should.Throw<FilmException>(() => Films.Create(folder["film"], Takes.Settings(FilmCodec.H264), null)).Message.ShouldContain(Ffmpeg.InstallCommand);

        var made = await Takes.MakeAsync(folder["film"], Takes.Settings(FilmCodec.Apng), null);

        made.Problem.ShouldBeNull();
        made.Frames.ShouldBe(24);
    }

    [Fact]
    public async Task A_configured_ffmpeg_that_is_none_is_an_error()
    {
        (await Should.ThrowAsync<FilmException>(() => Ffmpeg.FindAsync("/nowhere/ffmpeg", CancellationToken.None))).Message.ShouldContain("/nowhere/ffmpeg");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["ffmpeg"], "#!/bin/sh\nexit 3\n");
        (await Should.ThrowAsync<FilmException>(() => Ffmpeg.FindAsync(folder["ffmpeg"], CancellationToken.None))).Message.ShouldContain("ffprobe");
    }

    [Fact]
    public void Impossible_films_are_refused()
    {
        var settings = Takes.Settings(FilmCodec.Apng);
        foreach (var bad in new[] { settings with { Frames = 0 }, settings with { Width = 0 }, settings with { BitDepth = 12 }, settings with { Quality = 52 }, settings with { Loop = -1 }, settings with { Codec = FilmCodec.H264Lossless, BitDepth = 16 }, settings with { Rate = default } })
            Should.Throw<ArgumentException>(() => Films.Create("/nowhere/film", bad, null));
        Should.Throw<UnknownNameException>(() => FilmCodecs.Parse("h246")).Nearest.ShouldBe("h264");
        foreach (string name in FilmCodecs.Names) FilmCodecs.NameOf(FilmCodecs.Parse(name)).ShouldBe(name);
    }

    [Theory]
    [InlineData(30, "30/1")]
    [InlineData(12.5, "25/2")]
    [InlineData(29.97, "30000/1001")]
    [InlineData(23.976, "24000/1001")]
    [InlineData(59.94, "60000/1001")]
    [InlineData(0.001, "1/1000")]
    [InlineData(1000, "1000/1")]
    [InlineData(24.1, "241/10")]
    public void Rates_become_the_fractions_they_mean(double perSecond, string fraction) => FrameRate.From(perSecond).ToString().ShouldBe(fraction);

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    [InlineData(double.NaN)]
    [InlineData(1001)]
    public void Rates_that_cannot_be_are_refused(double perSecond) => Should.Throw<ArgumentOutOfRangeException>(() => FrameRate.From(perSecond));
}
