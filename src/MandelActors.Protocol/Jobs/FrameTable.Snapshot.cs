using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

internal sealed partial class FrameTable
{
    public IReadOnlyList<string> Kinds => _kinds;

    /// <summary>Every page that was ever touched, as it is now and stays: what is changed later is changed in a copy of its page.</summary>
    public IReadOnlyList<JobSnapshot.FramePage> ToPages()
    {
        Array.Fill(_isShared, true);
        return [.. _pages.OfType<JobSnapshot.FramePage>()];
    }

    /// <param name="pages">Kept, and not changed.</param>
    /// <exception cref="FormatException">A page lies outside the table or its columns differ in length.</exception>
    public static FrameTable FromPages(int count, IReadOnlyList<string> kinds, IReadOnlyList<JobSnapshot.FramePage> pages)
    {
        FrameTable table = new(count);
        table._kinds.AddRange(kinds);
        foreach (var page in pages)
        {
            if (page.Index < 0 || page.Index >= table._pages.Length) throw new FormatException($"page {page.Index} lies outside the job");
            int size = table.SizeOf(page.Index);
            if (page.Statuses.Length != size || page.Kinds.Length != size || page.Bytes.Length != size
                || page.Milliseconds.Length != size || page.Hashes.Length != size * Sha256Hash.Size)
                throw new FormatException($"page {page.Index} has columns of unequal length");
            for (int place = 0; place < size; place++)
            {
                if (page.Bytes[place] != 0 && page.Kinds[place] >= kinds.Count) throw new FormatException($"page {page.Index} names a kind that is not there");
            }

            (table._pages[page.Index], table._isShared[page.Index]) = (page, true);
        }

        return table;
    }
}
