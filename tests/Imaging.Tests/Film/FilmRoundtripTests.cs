using MandelActors.Imaging.Film;

namespace MandelActors.Imaging.Tests.Film;

public sealed class FilmRoundtripTests
{
    public static TheoryData<FilmCodec, int, int, int> Kinds => new()
    {
        { FilmCodec.H264, 192, 108, 8 },
        { FilmCodec.H264, 191, 107, 8 },
        { FilmCodec.H264, 64, 48, 16 },
        { FilmCodec.H264, 16, 16, 8 },
        { FilmCodec.H264, 1, 1, 8 },
        { FilmCodec.H265, 193, 108, 8 },
        { FilmCodec.H264Lossless, 191, 107, 8 },
        { FilmCodec.Ffv1, 191, 107, 8 },
        { FilmCodec.Ffv1, 97, 61, 16 },
        { FilmCodec.Apng, 97, 61, 8 },
        { FilmCodec.Apng, 97, 61, 16 },
        { FilmCodec.Apng, 1, 1, 8 },
    };

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_film_has_every_frame_and_says_so_twice_with_the_same_bytes(FilmCodec codec, int width, int height, int bitDepth)
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        var settings = Takes.Settings(codec, width: width, height: height, bitDepth: bitDepth);

        var first = await Takes.MakeAsync(folder["a"], settings, ffmpeg);
        var second = await Takes.MakeAsync(folder["b"], settings, ffmpeg);

        first.Problem.ShouldBeNull();
        first.Frames.ShouldBe(24);
        if (width > 1) first.FrameHashes.Distinct().Count().ShouldBe(24);
        second.FileHash.ShouldBe(first.FileHash);
        second.FrameHashes.ShouldBe(first.FrameHashes);
        new FileInfo(folder["a"]).Length.ShouldBe(first.Bytes);
        (await FilmReading.VerifyAsync(folder["a"], settings, first.FrameHashes, ffmpeg, CancellationToken.None)).ShouldBeEquivalentTo(first);
    }

    [SkippableFact]
    public async Task A_film_of_one_frame_is_a_film()
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        foreach (var codec in Enum.GetValues<FilmCodec>())
            (await Takes.MakeAsync(folder["one"], Takes.Settings(codec, frames: 1), ffmpeg)).Problem.ShouldBeNull(codec.ToString());
    }
}
