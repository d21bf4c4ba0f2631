using MandelActors.Imaging.Film;

namespace MandelActors.Imaging.Tests.Film;

/// <summary>Films of few pixels, and films that hardly move: what an encoder leaves out of them is as much as what their frames differ by.</summary>
public sealed class SmallFilmTests
{
    private const int Frames = 80;

    /// <summary>Width, height, rate factor, and by how much of a frame of <see cref="Takes"/> the film goes on from one to the next.</summary>
    public static TheoryData<int, int, int, double> Shapes
    {
        get
        {
            TheoryData<int, int, int, double> shapes = [];
            foreach (var (width, height) in new[] { (1, 1), (2, 2), (16, 2), (4, 4), (5, 7), (8, 8), (16, 16), (24, 24) })
            {
                foreach (int quality in new[] { 18, 30 })
                {
                    foreach (double pace in new[] { 1, 0.1 }) shapes.Add(width, height, quality, pace);
                }
            }

            return shapes;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public async Task An_honest_film_passes_however_small_coarse_and_slow_it_is(int width, int height, int quality, double pace)
    {
        var settings = Takes.Settings(FilmCodec.H264, Frames, width, height) with { Quality = quality };
        (await MadeAsync(settings, index => Takes.Frame(pace * index, width, height))).Problem.ShouldBeNull();
    }

    /// <summary>A coarse quantiser shows nothing of a change until it is a few levels large: such a film lags behind its frames, and order and number are all there is to check.</summary>
    [SkippableTheory]
    [InlineData(192, 108, 35, "ultrafast")]
    [InlineData(16, 16, 35, "ultrafast")]
    public async Task A_slow_fade_in_a_coarse_film_is_no_mix_up(int width, int height, int quality, string preset)
    {
        var settings = Takes.Settings(FilmCodec.H264, Frames, width, height) with { Quality = quality, Preset = preset };
        (await MadeAsync(settings, index => Faded(index, width, height))).Problem.ShouldBeNull();
    }

    [SkippableTheory]
    [InlineData(8, 8)]
    [InlineData(16, 16)]
    [InlineData(24, 24)]
    [InlineData(32, 18)]
    [InlineData(64, 64)]
    public async Task A_frame_of_a_small_film_that_shows_another_is_named(int width, int height)
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        var settings = Takes.Settings(FilmCodec.H264, width: width, height: height);
        var source = new SourceRecord(settings);
        for (int i = 0; i < settings.Frames; i++) source.Add(Takes.Frame(i, width, height).Pixels);
        (await Takes.MakeAsync(folder["film"], settings, ffmpeg, index => Takes.Frame(index switch { 5 => 6, 6 => 5, _ => index }, width, height))).Problem.ShouldBeNull();

        var found = await FilmReading.ReadAsync(folder["film"], settings, ffmpeg, source.Compare, CancellationToken.None);

        found.FirstBadFrame.ShouldBe(5);
        found.Problem!.ShouldStartWith("frame 5 ");
    }

    [Fact]
    public void Single_pixels_are_the_same_from_RGB_and_from_planes()
    {
        // Grey: Y = 16 + 219/255 · level.
        byte[] rgb = new byte[3 * 18 * 10], planes = new byte[18 * 10 * 3 / 2];
        for (int i = 0; i < 18 * 10; i++)
        {
            byte level = (byte)(i * 255 / 180 / 85 * 85);
            rgb.AsSpan(3 * i, 3).Fill(level);
            planes[i] = (byte)(16 + level * 219 / 255);
        }

        ushort[] sample = BrightnessSample.OfRgb(rgb, 18, 10, 8);
        sample.ShouldBe(BrightnessSample.OfYuv420(planes, 18, 10));
        sample.Length.ShouldBe(16 * 9);
        BrightnessSample.OfYuv420(new byte[320 * 180 * 3 / 2], 320, 180).ShouldBeEmpty();
    }

    private static async Task<FilmVerification> MadeAsync(FilmSettings settings, Func<int, RgbImage> frame)
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        return await Takes.MakeAsync(folder["film"], settings, ffmpeg, frame);
    }

    private static RgbImage Faded(int index, int width, int height)
    {
        var image = new RgbImage(width, height);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(20 + 30 * (i % 3) + index);
        return image;
    }
}
