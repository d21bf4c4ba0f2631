using MandelActors.Fractals.Deep;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>The reference in use with its table, in a device's memory in single precision: written when it becomes another one.</summary>
internal sealed class SingleReferenceMemory(OpenClContext context) : IDisposable
{
    private readonly DeviceMemory<SingleElement> _elements = new(context);
    private readonly DeviceMemory<SingleBlock> _blocks = new(context);
    private SingleMipTable? _table;

    public OpenClBuffer<SingleElement> Elements => _elements.Buffer;

    public OpenClBuffer<SingleBlock> Blocks => _blocks.Buffer;

    /// <summary>A table in single precision, which afterwards is on the device.</summary>
    /// <param name="table">Of <see cref="SingleMipTable.Tolerance"/>.</param>
    /// <param name="threads">Most threads to use.</param>
    public SingleMipTable Use(MipTable table, int threads, CancellationToken cancellation)
    {
        if (_table?.Table == table) return _table;
        _table = null;
        var single = new SingleMipTable(table, threads, cancellation);
        context.Write(_elements.Reserve(single.Elements.Length), single.Elements.AsSpan());
        context.Write(_blocks.Reserve(single.Blocks.Length), single.Blocks.AsSpan());
        return _table = single;
    }

    public void Dispose()
    {
        _elements.Dispose();
        _blocks.Dispose();
    }
}
