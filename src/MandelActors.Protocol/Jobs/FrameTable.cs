using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

/// <summary>Status and result of every frame of a job, in pages that exist only where something happened.</summary>
/// <remarks>A finished frame costs 54 bytes; a page of 4,096 frames nobody touched costs a null.</remarks>
internal sealed partial class FrameTable
{
    public const int PageSize = 4096;

    private readonly Page?[] _pages;
    private readonly List<string> _kinds = [];

    /// <param name="count">Frames, at least 1.</param>
    public FrameTable(int count)
    {
        Count = count;
        _pages = new Page?[((count - 1) / PageSize) + 1];
    }

    public int Count { get; }

    public FrameStatus StatusOf(int frame) => _pages[frame / PageSize]?.Statuses[frame % PageSize] ?? FrameStatus.Wanted;

    public void SetStatus(int frame, FrameStatus status) => PageOf(frame).Statuses[frame % PageSize] = status;

    /// <summary>The result of a frame that is done, or that was done before it was invalidated; null if it never was.</summary>
    public FrameResult? ResultOf(int frame)
    {
        var page = _pages[frame / PageSize];
        int place = frame % PageSize;
        if (page is null || page.Bytes[place] == 0) return null;
        return new FrameResult(page.Hashes[place], page.Bytes[place], _kinds[page.Kinds[place]], page.Milliseconds[place]);
    }

    public void SetResult(int frame, in FrameResult result)
    {
        var page = PageOf(frame);
        int place = frame % PageSize;
        page.Hashes[place] = result.Sha256;
        page.Bytes[place] = result.Bytes;
        page.Kinds[place] = KindNumber(result.DeviceKind);
        page.Milliseconds[place] = result.Milliseconds;
    }

    /// <summary>As if the frame had never been done; its status is another matter.</summary>
    public void ForgetResult(int frame) => PageOf(frame).Bytes[frame % PageSize] = 0;

    private byte KindNumber(string kind)
    {
        int known = _kinds.IndexOf(kind);
        if (known >= 0) return (byte)known;
        if (_kinds.Count > byte.MaxValue) throw new InvalidOperationException($"more than {byte.MaxValue + 1} kinds of device in one job");
        _kinds.Add(kind);
        return (byte)(_kinds.Count - 1);
    }

    private Page PageOf(int frame) => _pages[frame / PageSize] ??= new Page(Math.Min(PageSize, Count - (frame / PageSize * PageSize)));

    private sealed class Page(int size)
    {
        public readonly FrameStatus[] Statuses = new FrameStatus[size];
        public readonly Sha256Hash[] Hashes = new Sha256Hash[size];
        public readonly long[] Bytes = new long[size];
        public readonly byte[] Kinds = new byte[size];
        public readonly int[] Milliseconds = new int[size];
    }
}
