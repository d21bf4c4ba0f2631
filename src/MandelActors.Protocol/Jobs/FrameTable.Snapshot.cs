using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

internal sealed partial class FrameTable
{
    public IReadOnlyList<string> Kinds => _kinds;

    public IEnumerable<JobSnapshot.FramePage> ToPages()
    {
        for (int index = 0; index < _pages.Length; index++)
        {
            if (_pages[index] is not { } page) continue;
            byte[] hashes = new byte[page.Hashes.Length * Sha256Hash.Size];
            for (int place = 0; place < page.Hashes.Length; place++) page.Hashes[place].CopyTo(hashes.AsSpan(place * Sha256Hash.Size));
            byte[] statuses = Array.ConvertAll(page.Statuses, status => (byte)status);
            yield return new JobSnapshot.FramePage(
                index, statuses, [.. page.Kinds], hashes, [.. page.Bytes], [.. page.Milliseconds]);
        }
    }

    /// <exception cref="FormatException">A page lies outside the table or its columns differ in length.</exception>
    public static FrameTable FromPages(int count, IReadOnlyList<string> kinds, IReadOnlyList<JobSnapshot.FramePage> pages)
    {
        FrameTable table = new(count);
        table._kinds.AddRange(kinds);
        foreach (var source in pages)
        {
            if (source.Index < 0 || source.Index >= table._pages.Length) throw new FormatException($"page {source.Index} lies outside the job");
            var page = table.PageOf(source.Index * PageSize);
            int size = page.Statuses.Length;
            if (source.Statuses.Length != size || source.Kinds.Length != size || source.Bytes.Length != size
                || source.Milliseconds.Length != size || source.Hashes.Length != size * Sha256Hash.Size)
                throw new FormatException($"page {source.Index} has columns of unequal length");
            for (int place = 0; place < size; place++)
            {
                page.Statuses[place] = (FrameStatus)source.Statuses[place];
                page.Hashes[place] = Sha256Hash.FromBytes(source.Hashes.AsSpan(place * Sha256Hash.Size, Sha256Hash.Size));
                if (source.Bytes[place] != 0 && source.Kinds[place] >= kinds.Count) throw new FormatException($"page {source.Index} names a kind that is not there");
            }

            source.Kinds.CopyTo(page.Kinds.AsSpan());
            source.Bytes.CopyTo(page.Bytes.AsSpan());
            source.Milliseconds.CopyTo(page.Milliseconds.AsSpan());
        }

        return table;
    }
}
