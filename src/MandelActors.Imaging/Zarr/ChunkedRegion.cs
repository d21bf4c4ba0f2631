namespace MandelActors.Imaging.Zarr;

/// <summary>Evenly spaced values along every axis of an array, and which of them lie in which chunk.</summary>
internal sealed class ChunkedRegion
{
    private readonly ZarrArray _array;
    private readonly long[] _start;
    private readonly long[] _count;
    private readonly long[] _step;

    /// <exception cref="ArgumentException">Some of it lies outside the array, or it is too much for one array of doubles.</exception>
    public ChunkedRegion(ZarrArray array, ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> step)
    {
        _array = array;
        (_start, _count) = (start.ToArray(), count.ToArray());
        _step = step.IsEmpty ? [.. _start.Select(_ => 1L)] : step.ToArray();
        int axes = array.Shape.Length;
        if (_start.Length != axes || _count.Length != axes || _step.Length != axes) throw new ArgumentException($"a region of an array of {axes} axes has as many starts, counts and steps");
        for (int axis = 0; axis < axes; axis++)
        {
            long length = array.Shape[axis];
            bool inside = _start[axis] >= 0 && _start[axis] < length && _count[axis] >= 1 && _step[axis] >= 1 && _count[axis] - 1 <= (length - 1 - _start[axis]) / _step[axis];
            if (!inside) throw new ArgumentException($"{_count[axis]} values from {_start[axis]} in steps of {_step[axis]} do not lie inside the {length} of axis {axis}");
        }

        double values = _count.Aggregate(1.0, (product, length) => product * length);
        if (values > Array.MaxLength) throw new ArgumentException($"{values:0} values are too many to be read at once");
        Length = (int)values;
    }

    /// <summary>Values in all.</summary>
    public int Length { get; }

    /// <summary>The chunks that hold at least one of the values, in C order.</summary>
    public IEnumerable<long[]> Chunks()
    {
        long[][] along = [.. Enumerable.Range(0, _start.Length).Select(ChunksAlong)];
        int[] at = new int[along.Length];
        while (true)
        {
            yield return [.. at.Select((i, axis) => along[axis][i])];
            int turning = along.Length - 1;
            while (turning >= 0 && ++at[turning] == along[turning].Length) at[turning--] = 0;
            if (turning < 0) yield break;
        }
    }

    /// <summary>Takes over the values that lie in one chunk.</summary>
    /// <param name="extents">The part of the chunk that lies inside the array.</param>
    /// <param name="field">That part's values.</param>
    /// <param name="values">All values of the region, of which those are set.</param>
    public void Take(long[] chunk, int[] extents, ReadOnlySpan<double> field, Span<double> values) => Take(0, chunk, extents, field, values, 0, 0);

    private void Take(int axis, long[] chunk, int[] extents, ReadOnlySpan<double> field, Span<double> values, int source, int target)
    {
        long first = chunk[axis] * _array.Chunks[axis], end = first + extents[axis];
        bool innermost = axis == extents.Length - 1;
        for (long i = IndexFrom(axis, first), last = Math.Min(_count[axis], IndexFrom(axis, end)); i < last; i++)
        {
            int from = source * extents[axis] + (int)(_start[axis] + i * _step[axis] - first), to = (int)(target * _count[axis] + i);
            if (innermost) values[to] = field[from];
            else Take(axis + 1, chunk, extents, field, values, from, to);
        }
    }

    // The first value of the region along an axis that does not lie before a place.
    private long IndexFrom(int axis, long place) => place <= _start[axis] ? 0 : (place - _start[axis] - 1) / _step[axis] + 1;

    private long[] ChunksAlong(int axis)
    {
        long chunk = _array.Chunks[axis], last = _start[axis] + (_count[axis] - 1) * _step[axis];
        List<long> chunks = [];
        // From value to value: a wide step passes over whole chunks.
        for (long place = _start[axis]; place <= last; place = _start[axis] + IndexFrom(axis, (place / chunk + 1) * chunk) * _step[axis]) chunks.Add(place / chunk);
        return [.. chunks];
    }
}
