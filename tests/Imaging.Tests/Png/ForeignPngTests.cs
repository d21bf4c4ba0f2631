using System.Diagnostics;
using MandelActors.Imaging.Png;
using MandelActors.Imaging.Tests.Film;

namespace MandelActors.Imaging.Tests.Png;

/// <summary>ffmpeg as an independent witness: it reads what we write, and we read what it writes.</summary>
public sealed class ForeignPngTests
{
    [SkippableTheory]
    [InlineData(8, "rgb24")]
    [InlineData(16, "rgb48be")]
    public async Task Another_decoder_sees_the_same_pixels(int bitDepth, string pixels)
    {
        string ffmpeg = (await Takes.FfmpegAsync()).Path;
        using var folder = new TemporaryFolder();
        var image = Pictures.Mixed(613, 419, bitDepth);
        foreach (var effort in Enum.GetValues<PngEffort>())
        {
            await File.WriteAllBytesAsync(folder["a.png"], Pictures.Write(image, new PngOptions { Effort = effort }));
            await RunAsync(ffmpeg, "-i", folder["a.png"], "-f", "rawvideo", "-pix_fmt", pixels, folder["a.raw"]);
            (await File.ReadAllBytesAsync(folder["a.raw"])).AsSpan().SequenceEqual(image.Pixels).ShouldBeTrue();
        }
    }

    [SkippableTheory]
    [InlineData("rgb24", "none")]
    [InlineData("rgb24", "sub")]
    [InlineData("rgb24", "up")]
    [InlineData("rgb24", "avg")]
    [InlineData("rgb24", "paeth")]
    [InlineData("rgb24", "mixed")]
    [InlineData("rgb48be", "mixed")]
    public async Task Another_encoders_files_are_read(string pixels, string filter)
    {
        string ffmpeg = (await Takes.FfmpegAsync()).Path;
        using var folder = new TemporaryFolder();
        var image = Pictures.Mixed(97, 61, pixels == "rgb24" ? 8 : 16);
        await File.WriteAllBytesAsync(folder["a.raw"], image.Pixels);
        await RunAsync(ffmpeg, "-f", "rawvideo", "-pixel_format", pixels, "-video_size", "97x61", "-i", folder["a.raw"], "-pred", filter, folder["a.png"]);

        await using var file = File.OpenRead(folder["a.png"]);
        PngReader.Read(file).Pixels.AsSpan().SequenceEqual(image.Pixels).ShouldBeTrue();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["-v", "error", "-nostdin", "-y", .. arguments]) { RedirectStandardError = true })!;
        string complaint = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, complaint);
    }
}
