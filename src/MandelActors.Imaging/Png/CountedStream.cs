namespace MandelActors.Imaging.Png;

/// <summary>Bytes that know how many of them a decompressor needed.</summary>
/// <remarks>
/// A decompressor reads ahead, so how much was read says nothing about where its stream ended. The last bytes are therefore handed out one at a time:
/// one that has reached its end asks for no more, and anything left over shows.
/// </remarks>
internal sealed class CountedStream(byte[] bytes, int offset, int count) : Stream
{
    private const int Singly = 32;

    private readonly int _end = offset + count;
    private int _at = offset;

    /// <summary>Bytes that were not asked for.</summary>
    public int Left => _end - _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int read = Math.Min(buffer.Length, Math.Max(Left - Singly, Math.Min(Left, 1)));
        bytes.AsSpan(_at, read).CopyTo(buffer);
        _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
