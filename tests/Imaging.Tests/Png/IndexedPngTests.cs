using System.Diagnostics;
using MandelActors.Imaging.Png;
using MandelActors.Testing;

namespace MandelActors.Imaging.Tests.Png;

/// <summary>Pictures of few colours are written as indices and read back as the colours they stand for.</summary>
public sealed class IndexedPngTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(17, 5, 2)]
    [InlineData(900, 601, 256)]
    [InlineData(301, 7, 200)]
    public void A_picture_reads_back_as_its_colours(int width, int height, int colours)
    {
        var image = Random(width, height, colours);

        var read = PngReader.Read(new MemoryStream(Written(image)));

        (read.Width, read.Height, read.BitDepth).ShouldBe((width, height, 8));
        for (int i = 0; i < image.Indices.Length; i++)
        {
            var colour = image.Colours[image.Indices[i]];
            read.Pixels.AsSpan(3 * i, 3).SequenceEqual([colour.R, colour.G, colour.B]).ShouldBeTrue($"pixel {i}");
        }
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        var image = Random(900, 900, 256);
        Written(image, 1).ShouldBe(Written(image, 3));
    }

    [Fact]
    public void An_index_without_a_colour_is_damage()
    {
        var image = Random(16, 16, 3);
        image.Indices[77] = 3;
        Should.Throw<DamagedImageException>(() => PngReader.Read(new MemoryStream(Written(image)))).Message.ShouldContain("entry 3 of a palette of 3");
    }

    [SkippableFact]
    public void Ffmpeg_sees_the_same_picture()
    {
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
        string path = _folder["indexed.png"];
        File.WriteAllBytes(path, Written(Random(64, 48, 256)));
        ProcessStartInfo start = new("ffmpeg", ["-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]) { RedirectStandardOutput = true };
        using var ffmpeg = Process.Start(start)!;
        MemoryStream pixels = new();
        ffmpeg.StandardOutput.BaseStream.CopyTo(pixels);
        ffmpeg.WaitForExit();
        using var file = File.OpenRead(path);
        pixels.ToArray().ShouldBe(PngReader.Read(file).Pixels);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 257)]
    public void Impossible_pictures_are_refused(int width, int height, int colours) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new IndexedImage(width, height, new Rgb[colours]));

    private static IndexedImage Random(int width, int height, int colours)
    {
        Random random = new(width * height);
        IndexedImage image = new(width, height, [.. Enumerable.Range(0, colours).Select(i => new Rgb((byte)i, (byte)(7 * i), (byte)(255 - i)))]);
        for (int i = 0; i < image.Indices.Length; i++) image.Indices[i] = (byte)random.Next(colours);
        return image;
    }

    private static byte[] Written(IndexedImage image, int threads = -1)
    {
        using MemoryStream stream = new();
        PngWriter.Write(stream, image, new PngOptions { Threads = threads });
        return stream.ToArray();
    }
}
