using System.Buffers.Binary;

namespace MandelActors.Imaging.Png;

/// <summary>Reads the chunks of a PNG and verifies each one's checksum.</summary>
internal sealed class ChunkReader(Stream stream)
{
    // More than the compressed size of any picture that fits an array; a larger length is damage, and not worth the memory.
    private const int MostData = int.MaxValue - 64;
    private const int Step = 1 << 20;

    private byte[] _data = new byte[1 << 12];
    private int _length;

    /// <summary>Bytes read so far.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the chunk last read begins.</summary>
    public long ChunkOffset { get; private set; }

    /// <summary>The type of the chunk last read, null before the first.</summary>
    public string? Type { get; private set; }

    /// <summary>The data of the chunk last read; valid until the next.</summary>
    public ReadOnlySpan<byte> Data => _data.AsSpan(0, _length);

    public void Signature()
    {
        Span<byte> signature = stackalloc byte[8];
        if (!Fill(signature)) throw Damage(Offset == 0 ? "the file is empty" : "the file ends within its signature");
        if (!signature.SequenceEqual(PngSignature.Bytes)) throw new DamagedImageException("this is no PNG signature", null, 0);
    }

    /// <summary>Reads the next chunk.</summary>
    public void Next()
    {
        ChunkOffset = Offset;
        Type = null;
        Span<byte> prefix = stackalloc byte[8];
        if (!Fill(prefix)) throw Damage("the file ends where a chunk should follow");
        foreach (byte letter in prefix[4..])
        {
            if (!char.IsAsciiLetter((char)letter)) throw Damage("a chunk's type is not four letters");
        }

        Type = System.Text.Encoding.ASCII.GetString(prefix[4..]);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length > MostData) throw Damage($"the length {length} is impossible");
        ReadData((int)length);
        Span<byte> stored = stackalloc byte[4];
        if (!Fill(stored)) throw Damage("the file ends within the checksum");
        if (Crc32.Append(Crc32.Of(prefix[4..]), Data) != BinaryPrimitives.ReadUInt32BigEndian(stored)) throw Damage("the checksum (CRC-32) does not fit");
    }

    /// <summary>Demands that nothing follows.</summary>
    public void End()
    {
        if (stream.ReadByte() >= 0) throw new DamagedImageException("something follows the end of the picture", null, Offset);
    }

    public DamagedImageException Damage(string problem, Exception? inner = null) =>
        new(problem, Type, Type is null ? Offset : ChunkOffset, inner);

    // A damaged length must not make us allocate gigabytes before the end of the file is found: memory grows with what is really there.
    private void ReadData(int length)
    {
        _length = 0;
        while (_length < length)
        {
            int step = Math.Min(length - _length, Step);
            if (_data.Length < _length + step) Array.Resize(ref _data, (int)Math.Min(length, Math.Max(2L * _data.Length, _length + step)));
            if (!Fill(_data.AsSpan(_length, step))) throw Damage("the file ends within the data");
            _length += step;
        }
    }

    private bool Fill(Span<byte> target)
    {
        int read = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        Offset += read;
        return read == target.Length;
    }
}
