namespace MandelActors.Imaging.Png;

/// <summary>Filters the rows of a strip. Used by one caller at a time.</summary>
internal interface IStripFilter
{
    /// <summary>Filters rows <paramref name="first"/> to before <paramref name="end"/>.</summary>
    /// <param name="filtered">(1 + stride) bytes a row: the filter's number, then the differences.</param>
    void Filter(int first, int end, Span<byte> filtered);
}
