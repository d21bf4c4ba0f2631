using System.Security.Cryptography;

namespace MandelActors.Farm.Store;

/// <summary>Passes a reference's bytes on to a file, hashes them on the way, and stops where there is no more room.</summary>
internal sealed class ReferenceWriter(Stream target, IncrementalHash hash, long room) : Stream
{
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">There is no more room, or the disk would not take it.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > room - _length) throw new IOException("a reference of more bytes than there is room for");
        hash.AppendData(buffer);
        target.Write(buffer);
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
