namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A function that runs on a device, with its arguments.</summary>
internal sealed unsafe class OpenClKernel : IDisposable
{
    /// <summary>Items that share local memory, where the device allows so many: four of the widest warps there are.</summary>
    private const int PreferredGroupSize = 256;

    private readonly OpenClHandle _handle;

    internal OpenClKernel(OpenClHandle handle, string name, int largestGroup)
    {
        _handle = handle;
        Name = name;
        GroupSize = Math.Min(PreferredGroupSize, largestGroup);
    }

    public string Name { get; }

    public int GroupSize { get; }

    public nint Value => _handle.Value;

    /// <summary>Groups that hold so many items.</summary>
    public long GroupsFor(long items) => (items + GroupSize - 1) / GroupSize;

    /// <summary>Sets a number, counted from argument 0.</summary>
    public OpenClKernel With<T>(int index, T value) where T : unmanaged
    {
        OpenClException.Check(OpenClApi.SetArgument(Value, (uint)index, (nuint)sizeof(T), &value), $"giving {Name} its argument {index}");
        return this;
    }

    /// <summary>Sets a buffer.</summary>
    public OpenClKernel With<T>(int index, OpenClBuffer<T> buffer) where T : unmanaged => With(index, buffer.Value);

    public void Dispose() => _handle.Dispose();
}
