using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

/// <summary>Status and result of every frame of a job, in pages that exist only where something happened.</summary>
/// <remarks>A finished frame costs 46 bytes; a page of 4,096 frames nobody touched costs a null. A snapshot holds the pages themselves and costs nothing.</remarks>
internal sealed partial class FrameTable
{
    public const int PageSize = 4096;

    private readonly JobSnapshot.FramePage?[] _pages;

    /// <summary>Pages that a snapshot holds as well.</summary>
    private readonly bool[] _isShared;

    private readonly List<string> _kinds = [];

    /// <param name="count">Frames, at least 1.</param>
    public FrameTable(int count)
    {
        Count = count;
        _pages = new JobSnapshot.FramePage?[((count - 1) / PageSize) + 1];
        _isShared = new bool[_pages.Length];
    }

    public int Count { get; }

    public FrameStatus StatusOf(int frame) => _pages[frame / PageSize] is { } page ? (FrameStatus)page.Statuses[frame % PageSize] : FrameStatus.Wanted;

    public void SetStatus(int frame, FrameStatus status) => PageToChange(frame).Statuses[frame % PageSize] = (byte)status;

    /// <summary>The result of a frame that is done, or that was done before it was invalidated; null if it never was.</summary>
    public FrameResult? ResultOf(int frame)
    {
        var page = _pages[frame / PageSize];
        int place = frame % PageSize;
        if (page is null || page.Bytes[place] == 0) return null;
        return new FrameResult(Sha256Hash.FromBytes(page.Hashes.AsSpan(place * Sha256Hash.Size, Sha256Hash.Size)), page.Bytes[place], _kinds[page.Kinds[place]], page.Milliseconds[place]);
    }

    public void SetResult(int frame, in FrameResult result)
    {
        var page = PageToChange(frame);
        int place = frame % PageSize;
        result.Sha256.CopyTo(page.Hashes.AsSpan(place * Sha256Hash.Size));
        page.Bytes[place] = result.Bytes;
        page.Kinds[place] = KindNumber(result.DeviceKind);
        page.Milliseconds[place] = result.Milliseconds;
    }

    /// <summary>As if the frame had never been done; its status is another matter.</summary>
    public void ForgetResult(int frame) => PageToChange(frame).Bytes[frame % PageSize] = 0;

    private byte KindNumber(string kind)
    {
        int known = _kinds.IndexOf(kind);
        if (known >= 0) return (byte)known;
        if (_kinds.Count > byte.MaxValue) throw new InvalidOperationException($"more than {byte.MaxValue + 1} kinds of device in one job");
        _kinds.Add(kind);
        return (byte)(_kinds.Count - 1);
    }

    private JobSnapshot.FramePage PageToChange(int frame)
    {
        int index = frame / PageSize;
        if (_pages[index] is { } page && !_isShared[index]) return page;
        _isShared[index] = false;
        return _pages[index] = _pages[index]?.Copy() ?? JobSnapshot.FramePage.Untouched(index, SizeOf(index));
    }

    /// <returns>Frames of a page: the last one may be shorter.</returns>
    private int SizeOf(int page) => Math.Min(PageSize, Count - (page * PageSize));
}
