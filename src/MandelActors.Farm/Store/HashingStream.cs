using System.Security.Cryptography;
using MandelActors.Farm.Faults;

namespace MandelActors.Farm.Store;

/// <summary>Passes bytes on to a file and hashes them on the way; hash and file stay their owner's.</summary>
internal sealed class HashingStream(Stream target, IncrementalHash hash) : Stream
{
    private bool _halved;
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

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        hash.AppendData(buffer);
        _length += buffer.Length;
        if (Failpoint.IsArmed(Failpoint.FrameHalfWritten) && !_halved && buffer.Length > 64)
        {
            _halved = true;
            target.Write(buffer[..(buffer.Length / 2)]);
            target.Flush();
            Failpoint.Hit(Failpoint.FrameHalfWritten);
            buffer = buffer[(buffer.Length / 2)..];
        }

        target.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
