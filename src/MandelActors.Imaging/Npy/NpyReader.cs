using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MandelActors.Imaging.Npy;

/// <summary>Reads the <c>.npy</c> files that <see cref="NpyWriter"/> writes, and any other of two dimensions of <c>&lt;f8</c> in C order.</summary>
public static partial class NpyReader
{
    /// <returns>The field, row-major, height × width.</returns>
    /// <exception cref="InvalidDataException">It is no such file, or it is shorter or longer than its header says.</exception>
    public static (double[] Field, int Height, int Width) Read(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[10];
        if (stream.ReadAtLeast(prefix, 10, throwOnEndOfStream: false) < 10 || !prefix[..8].SequenceEqual(NpyWriter.Magic))
            throw new InvalidDataException("this is no .npy file of version 1.0");
        byte[] header = new byte[BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..])];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw new InvalidDataException("the .npy file ends within its header");
        var (height, width) = Shape(Encoding.ASCII.GetString(header));
        byte[] bytes = new byte[sizeof(double) * (long)height * width];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length) throw new InvalidDataException($"the .npy file holds {read} bytes of numbers instead of {bytes.Length}");
        if (stream.ReadByte() >= 0) throw new InvalidDataException("something follows the numbers of the .npy file");
        double[] field = new double[height * width];
        for (int i = 0; i < field.Length; i++) field[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)));
        return (field, height, width);
    }

    private static (int Height, int Width) Shape(string header)
    {
        if (!header.Contains("'descr': '<f8'", StringComparison.Ordinal) || !header.Contains("'fortran_order': False", StringComparison.Ordinal))
            throw new InvalidDataException($"the .npy file is not of <f8 in C order: {header.Trim()}");
        var shape = ShapePattern().Match(header);
        if (!shape.Success
            || !int.TryParse(shape.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            || !int.TryParse(shape.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || height < 1 || width < 1 || (long)height * width * sizeof(double) > Array.MaxLength)
            throw new InvalidDataException($"the .npy file is not of two dimensions that fit memory: {header.Trim()}");
        return (height, width);
    }

    [GeneratedRegex(@"'shape': \((\d+), (\d+)\)")]
    private static partial Regex ShapePattern();
}
