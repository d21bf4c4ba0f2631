using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Tests.Png;

public sealed class PngReuseTests
{
    [Theory]
    [InlineData(700, 301, 8)]
    [InlineData(350, 150, 16)]
    // A row longer than what is inflated at a time.
    [InlineData(30_000, 5, 8)]
    public void A_picture_reads_back_the_same_into_the_memory_of_another(int width, int height, int bitDepth)
    {
        RgbImage image = Smooth(width, height, bitDepth), used = new(width, height, bitDepth);
        Array.Fill(used.Pixels, (byte)7);

        var read = PngReader.Read(Written(image), used);

        read.ShouldBeSameAs(used);
        read.Pixels.AsSpan().SequenceEqual(image.Pixels).ShouldBeTrue();
        PngReader.Read(Written(image)).Pixels.AsSpan().SequenceEqual(image.Pixels).ShouldBeTrue();
    }

    [Fact]
    public void Memory_of_another_size_or_depth_is_left_alone()
    {
        var image = Smooth(40, 30, 8);
        foreach (var other in new[] { new RgbImage(30, 40), new RgbImage(40, 30, 16), new RgbImage(41, 30) })
        {
            var read = PngReader.Read(Written(image), other);
            read.ShouldNotBeSameAs(other);
            read.Pixels.ShouldBe(image.Pixels);
            other.Pixels.ShouldAllBe(value => value == 0);
        }
    }

    // Gradients with a little noise: every filter is the best one somewhere.
    private static RgbImage Smooth(int width, int height, int bitDepth)
    {
        Random random = new(11);
        RgbImage image = new(width, height, bitDepth);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i / 5 + i / image.Stride * 3 + random.Next(3));
        return image;
    }

    private static MemoryStream Written(RgbImage image)
    {
        MemoryStream file = new();
        PngWriter.Write(file, image);
        file.Position = 0;
        return file;
    }
}
