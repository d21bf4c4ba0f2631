using System.Globalization;

namespace MandelActors.Imaging.Zarr;

/// <summary>How the indices of a chunk become its name.</summary>
/// <param name="Prefix">What stands before the first index, <c>c</c> or nothing.</param>
/// <param name="Separator">What stands between all parts, <c>.</c> or <c>/</c>.</param>
internal readonly record struct ChunkNaming(string Prefix, char Separator)
{
    /// <summary>What zarr-python writes unless told otherwise.</summary>
    public static ChunkNaming Of(ZarrFormat format) => format == ZarrFormat.V2 ? new("", '.') : new("c", '/');

    public string NameOf(ReadOnlySpan<long> index)
    {
        var parts = new string[index.Length];
        for (int axis = 0; axis < index.Length; axis++) parts[axis] = index[axis].ToString(CultureInfo.InvariantCulture);
        string indices = string.Join(Separator, parts);
        return Prefix.Length == 0 ? indices : $"{Prefix}{Separator}{indices}";
    }

    /// <returns>The indices, or null if no chunk has this name: every chunk has exactly one, without leading zeros.</returns>
    public long[]? IndexOf(string name)
    {
        string[] parts = name.Split(Separator);
        if (Prefix.Length > 0 && parts[0] != Prefix) return null;
        long[] index = new long[parts.Length - (Prefix.Length > 0 ? 1 : 0)];
        for (int axis = 0; axis < index.Length; axis++)
        {
            if (!long.TryParse(parts[^(index.Length - axis)], NumberStyles.None, CultureInfo.InvariantCulture, out index[axis])) return null;
        }

        return NameOf(index) == name ? index : null;
    }
}
