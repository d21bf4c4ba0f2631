namespace MandelActors.Kernels;

/// <summary>What a device is, as users name it and as the journal records it.</summary>
/// <param name="Id">The name on the command line: <c>cpu</c>, or <c>opencl:0:0</c>: the first device of OpenCL's first platform.</param>
/// <param name="Kind">Devices of one kind render a frame to the same bits; the farm compares hashes only within a kind.</param>
/// <param name="Name">The model, such as the processor's brand string.</param>
/// <param name="Vendor">Its maker.</param>
/// <param name="ComputeUnits">Cores or compute units.</param>
/// <param name="MemoryBytes">Memory it can use, in bytes.</param>
/// <param name="HasFloat64">Whether it computes in double precision.</param>
/// <param name="Driver">Driver, or for the CPU the vector width in use.</param>
public sealed record DeviceInfo(
    string Id,
    string Kind,
    string Name,
    string Vendor,
    int ComputeUnits,
    long MemoryBytes,
    bool HasFloat64,
    string Driver)
{
    /// <summary>Whether it is the processor under another name, which would fight the SIMD device for cores.</summary>
    public bool IsProcessor { get; init; }

    /// <summary>The device that computes for this card, where several drivers offer it; null for any other.</summary>
    public string? SameAs { get; init; }

    /// <summary>Whether it computes only where its very name is given.</summary>
    public bool OnlyIfNamed => IsProcessor || SameAs is not null;
}
