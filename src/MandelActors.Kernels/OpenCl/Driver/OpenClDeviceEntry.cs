namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A device that was found.</summary>
/// <param name="Handle">The driver's name for it, good for as long as the process lives.</param>
/// <param name="LargestBuffer">In bytes.</param>
internal sealed record OpenClDeviceEntry(DeviceInfo Info, nint Handle, long LargestBuffer)
{
    /// <summary>Number of the platform that offers it.</summary>
    public int Platform { get; init; }

    /// <summary>Where the card sits; null where the driver does not say.</summary>
    public PciAddress? Address { get; init; }

    /// <summary>The same devices; of a card that several platforms offer, the others know which one computes for it.</summary>
    /// <remarks>A platform may offer parts of a card as devices of their own: those are no twins. The driver that has doubles is preferred.</remarks>
    public static IReadOnlyList<OpenClDeviceEntry> WithTwinsMarked(IReadOnlyList<OpenClDeviceEntry> entries) =>
        [.. entries.Select(entry => entry with { Info = entry.Info with { SameAs = PreferredTo(entry, entries)?.Info.Id } })];

    private static OpenClDeviceEntry? PreferredTo(OpenClDeviceEntry entry, IReadOnlyList<OpenClDeviceEntry> entries)
    {
        if (entry.Info.IsProcessor || entry.Address is not { } address) return null;
        var offers = entries.Where(other => other.Address == address && !other.Info.IsProcessor);
        var preferred = offers.OrderByDescending(other => other.Info.HasFloat64).First();
        return preferred.Platform == entry.Platform ? null : preferred;
    }
}
