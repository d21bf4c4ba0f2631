namespace MandelActors.Imaging.Zarr;

/// <summary>The runs of values that lie together both in a full chunk and in the part of it that the array has.</summary>
internal readonly struct ChunkRuns
{
    private readonly IReadOnlyList<int> _chunks;
    private readonly int[] _extents;
    private readonly int _outerAxes;

    /// <param name="chunks">Values of a full chunk along each axis.</param>
    /// <param name="extents">Values of the part along each axis.</param>
    public ChunkRuns(IReadOnlyList<int> chunks, int[] extents)
    {
        (_chunks, _extents) = (chunks, extents);
        // An axis that is there in full joins its runs to one; the first one that is not ends that.
        int axis = extents.Length - 1;
        while (axis > 0 && extents[axis] == chunks[axis]) axis--;
        _outerAxes = axis;
        (Count, Length) = (1, 1);
        for (int i = 0; i < extents.Length; i++) (Count, Length) = i < axis ? (Count * extents[i], Length) : (Count, Length * extents[i]);
    }

    public int Count { get; }

    /// <summary>Values of each run. In the part the runs follow each other without gaps.</summary>
    public int Length { get; }

    /// <summary>Values of a full chunk before a run.</summary>
    public int Offset(int run)
    {
        int offset = 0, stride = 1;
        for (int axis = _chunks.Count - 1; axis >= 0; axis--)
        {
            if (axis < _outerAxes)
            {
                (run, int at) = Math.DivRem(run, _extents[axis]);
                offset += at * stride;
            }

            stride *= _chunks[axis];
        }

        return offset;
    }
}
