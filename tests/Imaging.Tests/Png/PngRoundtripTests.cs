using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Tests.Png;

public sealed class PngRoundtripTests
{
    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(1, 1, 16)]
    [InlineData(16384, 1, 8)]
    [InlineData(1, 16384, 16)]
    [InlineData(97, 61, 8)]
    [InlineData(97, 61, 16)]
    [InlineData(1280, 720, 8)]
    [InlineData(700, 500, 16)]
    public void What_was_written_is_read_back(int width, int height, int bitDepth)
    {
        foreach (var effort in Enum.GetValues<PngEffort>())
        {
            var image = Pictures.Mixed(width, height, bitDepth);
            byte[] file = Pictures.Write(image, new PngOptions { Effort = effort });

            var read = PngReader.Read(new MemoryStream(file));

            (read.Width, read.Height, read.BitDepth).ShouldBe((width, height, bitDepth));
            read.Pixels.AsSpan().SequenceEqual(image.Pixels).ShouldBeTrue();
        }
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        var image = Pictures.Mixed(1280, 720, 8);
        byte[] one = Pictures.Write(image, new PngOptions { Threads = 1 });

        foreach (int threads in new[] { 2, 3, 7, -1 })
            Pictures.Write(image, new PngOptions { Threads = threads }).AsSpan().SequenceEqual(one).ShouldBeTrue($"{threads} threads");
    }

    [Fact]
    public void Texts_are_read_back_in_order()
    {
        KeyValuePair<string, string>[] texts = [new("Software", "MandelActors"), new("Scene", "0123abcd"), new("Comment", "ν is no Latin letter, é is".Replace("ν", "nu", StringComparison.Ordinal))];
        byte[] file = Pictures.Write(Pictures.Mixed(5, 4, 8), new PngOptions { Texts = texts });

        PngReader.Read(new MemoryStream(file), out var read);

        read.ShouldBe(texts);
    }
}
