using System.Text;
using MandelActors.Imaging.Npy;

namespace MandelActors.Imaging.Tests.Npy;

public sealed class NpyTests
{
    /// <summary>The header NumPy 1.26 writes for <c>np.zeros((2, 3))</c>, byte for byte.</summary>
    [Fact]
    public void The_header_is_NumPys_own()
    {
        byte[] file = Write([1, 2, 3, 4, 5, double.NaN], 2, 3);

        file.Length.ShouldBe(128 + 48);
        file[..8].ShouldBe([0x93, .. "NUMPY"u8, 1, 0]);
        (file[8] | file[9] << 8).ShouldBe(118);
        Encoding.ASCII.GetString(file, 10, 118).ShouldBe("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }".PadRight(117) + "\n");
        file[128..136].ShouldBe([0, 0, 0, 0, 0, 0, 0xF0, 0x3F]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 16384)]
    [InlineData(16384, 1)]
    [InlineData(1237, 911)]
    public void A_field_is_read_back_bit_for_bit(int height, int width)
    {
        var random = new Random(40);
        double[] field = [.. Enumerable.Range(0, height * width).Select(i => i % 13 == 0 ? double.NaN : random.NextDouble() * 1e6)];

        var read = NpyReader.Read(new MemoryStream(Write(field, height, width)));

        (read.Height, read.Width).ShouldBe((height, width));
        read.Field.Select(BitConverter.DoubleToInt64Bits).ShouldBe(field.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Damaged_and_foreign_files_are_refused()
    {
        byte[] file = Write(new double[6], 2, 3);
        foreach (int length in new[] { 0, 9, 60, 127, 128, file.Length - 1 }) Should.Throw<InvalidDataException>(() => NpyReader.Read(new MemoryStream(file, 0, length)));
        Should.Throw<InvalidDataException>(() => NpyReader.Read(new MemoryStream([.. file, 0])));
        foreach (var (from, to) in new[] { ("<f8", "<f4"), ("False", "True "), ("(2, 3)", "(6,)  "), ("(2, 3)", "(0, 3)"), ("NUMPY", "NUMPX") })
        {
            string text = Encoding.Latin1.GetString(file).Replace(from, to, StringComparison.Ordinal);
            Should.Throw<InvalidDataException>(() => NpyReader.Read(new MemoryStream(Encoding.Latin1.GetBytes(text))), to);
        }

        Should.Throw<ArgumentException>(() => NpyWriter.Write(new MemoryStream(), new double[5], 2, 3));
    }

    private static byte[] Write(double[] field, int height, int width)
    {
        using var stream = new MemoryStream();
        NpyWriter.Write(stream, field, height, width);
        return stream.ToArray();
    }
}
