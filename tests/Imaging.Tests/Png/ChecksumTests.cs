using System.Text;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Tests.Png;

public sealed class ChecksumTests
{
    /// <summary>The check values of the CRC catalogue (CRC-32/ISO-HDLC) and of RFC 1950's algorithm on the same text.</summary>
    [Fact]
    public void Known_texts_have_their_known_checksums()
    {
        Crc32.Of("123456789"u8).ShouldBe(0xCBF43926u);
        Crc32.Of([]).ShouldBe(0u);
        Crc32.Of("IEND"u8).ShouldBe(0xAE426082u);
        Adler32.Of(Encoding.ASCII.GetBytes("Wikipedia")).ShouldBe(0x11E60398u);
        Adler32.Of([]).ShouldBe(1u);
    }

    [Fact]
    public void Fast_and_plain_checksums_agree_at_every_length_and_start()
    {
        byte[] bytes = new byte[20_000];
        new Random(7).NextBytes(bytes);
        Array.Fill(bytes, (byte)255, 6_000, 12_000);
        foreach (int length in Enumerable.Range(0, 600).Concat([5503, 5504, 5505, 11_008, 19_000, 20_000]))
        {
            var part = bytes.AsSpan(Math.Min(length % 5, bytes.Length - length), length);
            Crc32.Append(0x12345678, part).ShouldBe(Crc32.AppendSliced(0x12345678, part), $"CRC of {length} bytes");
            Adler32.Append(0xFFF0FFF0, part).ShouldBe(Adler32.AppendScalar(0xFFF0FFF0, part), $"Adler of {length} bytes");
        }
    }

    [Fact]
    public void Checksums_of_parts_combine_to_that_of_the_whole()
    {
        byte[] bytes = new byte[150_000];
        new Random(8).NextBytes(bytes);
        foreach (int cut in new[] { 0, 1, 65_520, 65_521, 65_522, 131_042, 150_000 })
        {
            uint first = Adler32.Of(bytes.AsSpan(0, cut)), second = Adler32.Of(bytes.AsSpan(cut));
            Adler32.Combine(first, second, bytes.Length - cut).ShouldBe(Adler32.Of(bytes));
            Crc32.Append(Crc32.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)).ShouldBe(Crc32.Of(bytes));
        }
    }
}
