using System.Buffers.Binary;
using MandelActors.Imaging.Apng;
using MandelActors.Imaging.Film;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Tests.Apng;

public sealed class ApngTests
{
    [Theory]
    [InlineData(1, 1, 8, 1, 0)]
    [InlineData(5, 3, 16, 4, 1)]
    [InlineData(640, 480, 8, 3, 7)]
    public void What_was_written_is_read_back(int width, int height, int bitDepth, int frames, int loop)
    {
        RgbImage[] pictures = [.. Enumerable.Range(1, frames).Select(seed => Pictures.Mixed(width, height, bitDepth, seed))];
        byte[] file = Write(pictures, new ApngOptions(frames, FrameRate.From(25)) { Loop = loop });
        int seen = 0;

        var info = ApngReader.Read(new MemoryStream(file), (index, image) =>
        {
            index.ShouldBe(seen++);
            image.Pixels.AsSpan().SequenceEqual(pictures[index].Pixels).ShouldBeTrue();
        });

        info.ShouldBe(new ApngInfo(width, height, bitDepth, frames, loop, new FrameDelay(1, 25)));
        seen.ShouldBe(frames);
        Write(pictures, new ApngOptions(frames, FrameRate.From(25)) { Loop = loop, Threads = 1 }).ShouldBe(file);
    }

    [Fact]
    public void The_first_frame_is_what_a_plain_decoder_sees()
    {
        var first = Pictures.Mixed(40, 30, 8, 1);
        byte[] file = Write([first, Pictures.Mixed(40, 30, 8, 2)], new ApngOptions(2, FrameRate.From(30)));
        PngReader.Read(new MemoryStream(file)).Pixels.ShouldBe(first.Pixels);
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        byte[] file = Write([Pictures.Mixed(4, 3, 8, 1), Pictures.Mixed(4, 3, 8, 2)], new ApngOptions(2, FrameRate.From(30)));
        for (int bit = 0; bit < 8 * file.Length; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Should.Throw<Exception>(() => ApngReader.Read(new MemoryStream(damaged), (_, _) => { }), $"bit {bit % 8} of byte {bit / 8}").ShouldBeOfType<DamagedImageException>();
        }
    }

    [Fact]
    public void Lost_and_swapped_frames_are_found_by_their_sequence_numbers()
    {
        byte[] file = Write([.. Enumerable.Range(1, 4).Select(seed => Pictures.Mixed(4, 3, 8, seed))], new ApngOptions(4, FrameRate.From(30)));
        List<Range> frames = [];
        for (int at = 8; at < file.Length;)
        {
            int end = at + 12 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("fcTL"u8)) frames.Add(at..(end + 12 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(end))));
            at = end;
        }

        frames.Count.ShouldBe(4);
        Refuse([.. file[..frames[2].Start], .. file[frames[3]], .. file[frames[2]], .. file[frames[3].End..]]);
        Refuse([.. file[..frames[1].Start], .. file[frames[2].Start..]]);
        Refuse([.. file[..frames[3].Start], .. file[frames[3].End..]]);
        Refuse([.. file[..frames[3].End], .. file[frames[3]], .. file[frames[3].End..]]);
        Should.Throw<NotSupportedException>(() => ApngReader.Read(new MemoryStream(Pictures.Write(Pictures.Mixed(4, 3, 8))), (_, _) => { })).Message.ShouldContain("not animated");
    }

    [Fact]
    public void Too_few_too_many_and_unlike_frames_are_refused()
    {
        var writer = new ApngWriter(new MemoryStream(), new ApngOptions(2, FrameRate.From(30)));
        writer.Add(Pictures.Mixed(4, 3, 8));
        Should.Throw<InvalidOperationException>(writer.Finish).Message.ShouldContain("1 of 2");
        Should.Throw<ArgumentException>(() => writer.Add(Pictures.Mixed(3, 4, 8)));
        writer.Add(Pictures.Mixed(4, 3, 8));
        Should.Throw<InvalidOperationException>(() => writer.Add(Pictures.Mixed(4, 3, 8)));
        writer.Finish();
        Should.Throw<InvalidOperationException>(writer.Finish);
    }

    [Theory]
    [InlineData(30, 1, 30)]
    [InlineData(29.97, 1001, 30000)]
    [InlineData(0.001, 1000, 1)]
    [InlineData(119.88, 547, 65535)]
    public void Delays_fit_sixteen_bits(double perSecond, int numerator, int denominator) =>
        FrameDelay.Of(FrameRate.From(perSecond)).ShouldBe(new FrameDelay((ushort)numerator, (ushort)denominator));

    private static void Refuse(byte[] file) => Should.Throw<DamagedImageException>(() => ApngReader.Read(new MemoryStream(file), (_, _) => { }));

    private static byte[] Write(RgbImage[] frames, ApngOptions options)
    {
        using var stream = new MemoryStream();
        var writer = new ApngWriter(stream, options);
        foreach (var frame in frames) writer.Add(frame);
        writer.Finish();
        return stream.ToArray();
    }
}
