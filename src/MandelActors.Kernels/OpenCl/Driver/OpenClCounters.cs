namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Words of 32 bits that the items of launches add to, and what the host knows of them: it sends them before the first launch and reads them after each.</summary>
internal sealed class OpenClCounters(OpenClContext context, int count) : IDisposable
{
    private readonly uint[] _known = new uint[count];

    public OpenClBuffer<uint> Buffer { get; } = context.Allocate<uint>(count);

    public uint this[int at]
    {
        get => _known[at];
        set => _known[at] = value;
    }

    /// <summary>Two words that count together, the lower one first: 64 bits count atomically only where an extension is.</summary>
    public long Wide(int at) => _known[at] + ((long)_known[at + 1] << 32);

    /// <summary>Sets what the host knows to 0.</summary>
    public void Clear() => Array.Clear(_known);

    public void Send() => context.Write(Buffer, _known.AsSpan());

    public void Read() => context.Read(Buffer, _known.AsSpan());

    public void Dispose() => Buffer.Dispose();
}
