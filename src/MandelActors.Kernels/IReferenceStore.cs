namespace MandelActors.Kernels;

/// <summary>Keeps references beyond the life of the process, by content key. Thread-safe.</summary>
/// <remarks>
/// A store is a convenience, never a condition: what it cannot read is not there, what it cannot write is not kept, and neither is an
/// error. What it does hand out are the very bytes that were saved. Two references of one key have the same content, so it does not
/// matter whose is kept.
/// </remarks>
public interface IReferenceStore
{
    /// <summary>The longest key, in characters.</summary>
    const int LongestKey = 100;

    /// <summary>Opens what was saved under a key.</summary>
    /// <param name="key">ASCII letters, digits, <c>-</c> and <c>_</c>, at most <see cref="LongestKey"/> of them.</param>
    /// <returns>The bytes, verified, to be disposed of; null where there are none or they are damaged.</returns>
    Stream? OpenRead(string key);

    /// <summary>Saves under a key, so that after a crash all of it is there or nothing.</summary>
    /// <param name="key">As for <see cref="OpenRead"/>.</param>
    /// <param name="write">Writes the bytes to a stream that cannot seek; what it throws of its own is passed on.</param>
    void Save(string key, Action<Stream> write);
}
