namespace MandelActors.FaultTests.Power;

/// <summary>Bytes, and those of them that survive a loss of power.</summary>
internal sealed class DiskFile : DiskEntry
{
    private readonly List<(long Offset, byte[] Bytes)> _sinceFlush = [];
    private byte[] _content = [];
    private byte[] _flushed = [];

    public long Length => _content.Length;

    public void Write(long offset, byte[] bytes)
    {
        _content = Written(_content, offset, bytes);
        _sinceFlush.Add((offset, bytes));
    }

    public void SetLength(long length) => _content = Resized(_content, length);

    public override void Flush()
    {
        _flushed = _content;
        _sinceFlush.Clear();
    }

    /// <summary>What it holds after a loss of power. Nobody changes it.</summary>
    public byte[] After(PowerLoss loss) => loss switch
    {
        PowerLoss.ContentWithinLength => Resized(_flushed, _content.Length),
        PowerLoss.EverySecondWrite => _sinceFlush.Where((_, number) => number % 2 == 1).Aggregate(_flushed, (content, write) => Written(content, write.Offset, write.Bytes)),
        _ => _flushed,
    };

    private static byte[] Written(byte[] content, long offset, byte[] bytes)
    {
        byte[] changed = Resized(content, Math.Max(content.Length, offset + bytes.Length));
        if (ReferenceEquals(changed, content)) changed = [.. content];
        bytes.CopyTo(changed, offset);
        return changed;
    }

    private static byte[] Resized(byte[] content, long length)
    {
        if (content.Length == length) return content;
        byte[] changed = new byte[length];
        content.AsSpan(0, (int)Math.Min(length, content.Length)).CopyTo(changed);
        return changed;
    }
}
