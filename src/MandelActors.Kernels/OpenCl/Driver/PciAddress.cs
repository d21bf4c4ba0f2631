using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Where a card sits in the machine.</summary>
/// <param name="Slot">Device and function, as drivers write them: function in the lowest three bits.</param>
internal readonly record struct PciAddress(uint Domain, uint Bus, uint Slot)
{
    /// <summary>CL_DEVICE_PCI_BUS_INFO_KHR: domain, bus, device, function.</summary>
    private const uint ForAll = 0x410F;

    /// <summary>CL_DEVICE_PCI_BUS_ID_NV, and after it the slot.</summary>
    private const uint NvidiaBus = 0x4008, NvidiaSlot = 0x4009, NvidiaDomain = 0x400A;

    /// <summary>CL_DEVICE_TOPOLOGY_AMD: a kind, 1 for PCI, 17 bytes without meaning, then bus, device, function, a byte each.</summary>
    private const uint AmdTopology = 0x4037;

    /// <summary>What a driver says of it. Makers had a question each before there was one for all.</summary>
    /// <param name="ask">Gives the answer to a query of a device; no bytes where the driver has none.</param>
    /// <returns>Null where the driver does not say.</returns>
    public static PciAddress? Of(Func<uint, byte[]> ask)
    {
        if (NumbersOf(ask(ForAll)) is [var domain, var bus, var device, var function]) return new PciAddress(domain, bus, device << 3 | function);
        if (NumbersOf(ask(NvidiaBus)) is [var nvidiaBus] && NumbersOf(ask(NvidiaSlot)) is [var slot])
            return new PciAddress(NumbersOf(ask(NvidiaDomain)) is [var nvidiaDomain] ? nvidiaDomain : 0, nvidiaBus, slot);
        return ask(AmdTopology) is { Length: 24 } topology && NumbersOf(topology)[0] == 1
            ? new PciAddress(0, topology[21], (uint)topology[22] << 3 | topology[23])
            : null;
    }

    private static uint[] NumbersOf(byte[] answer) => MemoryMarshal.Cast<byte, uint>(answer).ToArray();
}
