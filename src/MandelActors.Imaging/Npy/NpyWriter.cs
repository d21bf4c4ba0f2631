using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MandelActors.Imaging.Npy;

/// <summary>Writes fields as NumPy <c>.npy</c> files: version 1.0, <c>&lt;f8</c>, C order.</summary>
public static class NpyWriter
{
    internal const int Alignment = 64;

    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Writes one field.</summary>
    /// <param name="stream">Gets the whole file; not closed, not flushed.</param>
    /// <param name="field">Row-major, height × width.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">The field has another size.</exception>
    public static void Write(Stream stream, ReadOnlySpan<double> field, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (field.Length != (long)height * width) throw new ArgumentException($"a field of {field.Length} numbers is not {height} × {width}", nameof(field));
        stream.Write(Header("<f8", [height, width]));
        // Spans of bytes are shorter than spans of doubles can be: a row block at a time.
        for (int at = 0; at < field.Length; at += 1 << 20)
        {
            var block = field[at..Math.Min(field.Length, at + (1 << 20))];
            stream.Write(BitConverter.IsLittleEndian ? MemoryMarshal.AsBytes(block) : Swapped(block));
        }
    }

    /// <summary>What stands before the numbers of an array, which follow in C order, little-endian.</summary>
    /// <param name="type">As NumPy names it, such as <c>&lt;f8</c>.</param>
    /// <param name="shape">Lengths of at least two axes.</param>
    public static byte[] Header(string type, IReadOnlyList<long> shape)
    {
        // The text ends with a line feed and is padded with spaces so that the numbers begin at a multiple of 64 bytes.
        string text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}), }}");
        int prefix = Magic.Length + sizeof(ushort), total = (prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[total];
        Magic.CopyTo(header);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(Magic.Length), (ushort)(total - prefix));
        header.AsSpan(prefix).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, header.AsSpan(prefix));
        header[^1] = (byte)'\n';
        return header;
    }

    private static byte[] Swapped(ReadOnlySpan<double> block)
    {
        byte[] bytes = new byte[block.Length * sizeof(double)];
        for (int i = 0; i < block.Length; i++) System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), block[i]);
        return bytes;
    }
}
