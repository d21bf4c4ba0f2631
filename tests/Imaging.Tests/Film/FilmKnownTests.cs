using System.Diagnostics;
using MandelActors.Imaging.Film;

namespace MandelActors.Imaging.Tests.Film;

public sealed class FilmKnownTests
{
    /// <summary>The eight corners of the RGB cube in BT.709, limited range, from the standard's own matrix: what a player must be given.</summary>
    [SkippableTheory]
    [InlineData(0, 0, 0, 16, 128, 128)]
    [InlineData(255, 255, 255, 235, 128, 128)]
    [InlineData(255, 0, 0, 63, 102, 240)]
    [InlineData(0, 255, 0, 173, 42, 26)]
    [InlineData(0, 0, 255, 32, 240, 118)]
    [InlineData(255, 255, 0, 219, 16, 138)]
    [InlineData(128, 128, 128, 126, 128, 128)]
    public async Task Colours_reach_the_film_as_BT_709(int red, int green, int blue, int y, int cb, int cr)
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        var settings = Takes.Settings(FilmCodec.H264, 2, 64, 64);
        var image = new RgbImage(64, 64);
        for (int i = 0; i < image.Pixels.Length; i += 3) (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]) = ((byte)red, (byte)green, (byte)blue);
        (await Takes.MakeAsync(folder["film"], settings, ffmpeg, _ => image)).Problem.ShouldBeNull();

        byte[] frame = [];
        await FfmpegDecoder.DecodeAsync(ffmpeg, settings, folder["film"], (_, pixels) => frame = pixels.ToArray(), CancellationToken.None);

        Math.Abs(frame[32 * 64 + 32] - y).ShouldBeLessThanOrEqualTo(1);
        Math.Abs(frame[64 * 64 + 16 * 32 + 16] - cb).ShouldBeLessThanOrEqualTo(1);
        Math.Abs(frame[64 * 64 + 32 * 32 + 16 * 32 + 16] - cr).ShouldBeLessThanOrEqualTo(1);
    }

    [SkippableFact]
    public async Task An_H264_film_is_marked_the_way_browsers_want_it()
    {
        var ffmpeg = await Takes.FfmpegAsync();
        using var folder = new TemporaryFolder();
        await Takes.MakeAsync(folder["film"], Takes.Settings(FilmCodec.H264), ffmpeg);

        using var probe = Process.Start(new ProcessStartInfo(
            ffmpeg.ProbePath,
            ["-v", "error", "-show_entries", "stream=codec_name,pix_fmt,color_range,color_space,color_transfer,color_primaries", "-of", "csv=p=0", folder["film"]])
        { RedirectStandardOutput = true })!;
        (await probe.StandardOutput.ReadToEndAsync()).Trim().ShouldBe("h264,yuv420p,tv,bt709,bt709,bt709");

        // The index before the pictures: playing starts before the film has arrived.
        byte[] file = await File.ReadAllBytesAsync(folder["film"]);
        int index = file.AsSpan().IndexOf("moov"u8), pictures = file.AsSpan().IndexOf("mdat"u8);
        index.ShouldBeGreaterThan(0);
        index.ShouldBeLessThan(pictures);
    }

    [Fact]
    public void A_signature_is_the_same_from_RGB_and_from_planes()
    {
        // Grey, where no conversion of colour comes between: Y = 16 + 219/255 · level.
        int width = 96, height = 64;
        byte[] rgb = new byte[3 * width * height], planes = new byte[width * height * 3 / 2];
        Array.Fill(planes, (byte)128);
        for (int i = 0; i < width * height; i++)
        {
            byte level = (byte)(i / width < 32 ? 255 : i % width < 48 ? 0 : 85);
            rgb.AsSpan(3 * i, 3).Fill(level);
            planes[i] = (byte)(16 + level * 219 / 255);
        }

        FrameSignature.Distance(FrameSignature.OfRgb(rgb, width, height, 8), FrameSignature.OfYuv420(planes, width, height)).ShouldBeLessThan(0.01);
        planes[0] ^= 64;
        FrameSignature.Distance(FrameSignature.OfRgb(rgb, width, height, 8), FrameSignature.OfYuv420(planes, width, height)).ShouldBeGreaterThan(0.01);
    }
}
