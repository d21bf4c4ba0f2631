using System.Buffers.Binary;
using System.IO.Compression;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Zarr;

/// <summary>The bytes of a chunk's file, and the strict way out of their wrapping.</summary>
/// <remarks>Why not <see cref="ZLibStream"/> or <see cref="GZipStream"/>: they pass over a missing checksum and over what follows it.</remarks>
internal sealed class ChunkFile : IDisposable
{
    private const int ZlibHeader = 2;
    private const int ZlibTrailer = 4;
    private const int GzipHeader = 10;
    private const int GzipTrailer = 8;

    private readonly ByteBuffer _bytes;
    private readonly ZarrArray _array;
    private readonly string _name;

    private ChunkFile(ByteBuffer bytes, ZarrArray array, string name) => (_bytes, _array, _name) = (bytes, array, name);

    /// <exception cref="DamagedChunkException">It is longer than any compressor makes it.</exception>
    public static ChunkFile Read(Stream stream, ZarrArray array, string name)
    {
        // Deflate adds a few bytes to every 16 KiB it cannot shrink; an eighth is more than anybody's does.
        long most = array.Compressor.Wrapping == ZarrWrapping.None ? array.ChunkBytes : array.ChunkBytes + array.ChunkBytes / 8L + 1024;
        var bytes = new ByteBuffer(1 << 16);
        var file = new ChunkFile(bytes, array, name);
        try
        {
            Span<byte> piece = stackalloc byte[1 << 14];
            for (int read; (read = stream.Read(piece)) > 0;)
            {
                if (bytes.Length + read > most) throw file.Damage($"the file is longer than the {most} bytes that a chunk of {array.ChunkBytes} can take");
                bytes.Write(piece[..read]);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <param name="raw">Gets the chunk's bytes, all of them.</param>
    /// <exception cref="DamagedChunkException">The file is not exactly such a chunk.</exception>
    public void Unpack(Span<byte> raw)
    {
        switch (_array.Compressor.Wrapping)
        {
            case ZarrWrapping.None:
                if (_bytes.Length != raw.Length) throw Damage($"the file has {_bytes.Length} bytes instead of {raw.Length}");
                _bytes.Written.CopyTo(raw);
                break;
            case ZarrWrapping.Zlib:
                UnpackZlib(raw);
                break;
            default:
                UnpackGzip(raw);
                break;
        }
    }

    public void Dispose() => _bytes.Dispose();

    private void UnpackZlib(Span<byte> raw)
    {
        var bytes = _bytes.Written;
        if (bytes.Length < ZlibHeader + ZlibTrailer) throw Damage($"the file ends after {bytes.Length} bytes");
        // Deflate, a window of at most 32 KiB, no preset dictionary, check bits.
        if ((bytes[0] & 0x0F) != 8 || bytes[0] > 0x7F || (bytes[1] & 0x20) != 0 || BinaryPrimitives.ReadUInt16BigEndian(bytes) % 31 != 0) throw Damage("the zlib header is wrong");
        Inflate(ZlibHeader, ZlibTrailer, raw);
        if (Adler32.Of(raw) != BinaryPrimitives.ReadUInt32BigEndian(bytes[^ZlibTrailer..])) throw Damage("the checksum (Adler-32) does not fit");
    }

    private void UnpackGzip(Span<byte> raw)
    {
        var bytes = _bytes.Written;
        int header = GzipHeaderLength(bytes);
        if (header > bytes.Length - GzipTrailer) throw Damage($"the file ends after {bytes.Length} bytes");
        Inflate(header, GzipTrailer, raw);
        if (Crc32.Of(raw) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^GzipTrailer..])) throw Damage("the checksum (CRC-32) does not fit");
        if (raw.Length != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..])) throw Damage("the length after the checksum does not fit");
    }

    // RFC 1952, 2.3: fixed fields, then what the flags announce: extra field, name, comment, checksum of the header.
    private int GzipHeaderLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < GzipHeader + GzipTrailer) throw Damage($"the file ends after {bytes.Length} bytes");
        int flags = bytes[3];
        if (bytes[0] != 0x1F || bytes[1] != 0x8B || bytes[2] != 8 || (flags & 0xE0) != 0) throw Damage("the gzip header is wrong");
        int at = GzipHeader;
        if ((flags & 4) != 0) at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        for (int text = 8; text <= 16; text *= 2)
        {
            if ((flags & text) == 0) continue;
            int length = at < bytes.Length ? bytes[at..].IndexOf((byte)0) : -1;
            if (length < 0) throw Damage("the gzip header has no end");
            at += length + 1;
        }

        if ((flags & 2) == 0) return at;
        if (at + 2 > bytes.Length || (ushort)Crc32.Of(bytes[..at]) != BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..])) throw Damage("the checksum of the gzip header does not fit");
        return at + 2;
    }

    // The inflater is given the trailer as well: one that has found the end of its data leaves exactly that, one that has not reads on.
    private void Inflate(int offset, int trailer, Span<byte> raw)
    {
        try
        {
            using var source = _bytes.Open(offset, (int)_bytes.Length - offset);
            using var inflater = new DeflateStream(source, CompressionMode.Decompress);
            int read = inflater.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
            if (read < raw.Length) throw Damage($"the compressed data end after {read} of {raw.Length} bytes");
            if (inflater.ReadByte() >= 0) throw Damage($"the compressed data hold more than {raw.Length} bytes");
            if (source.Left < trailer) throw Damage("the compressed data do not end where they should");
            if (source.Left > trailer) throw Damage($"{source.Left - trailer} bytes or more follow the compressed data");
        }
        catch (InvalidDataException problem)
        {
            throw Damage("the compressed data cannot be decompressed", problem);
        }
    }

    private DamagedChunkException Damage(string problem, Exception? inner = null) => new(_name, problem, inner);
}
