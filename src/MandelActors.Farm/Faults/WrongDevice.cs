using MandelActors.Kernels;

namespace MandelActors.Farm.Faults;

/// <summary>A device broken on purpose: it flips a bit in some of the values that a sound one computes, once the failpoint says so.</summary>
/// <param name="device">The sound one; disposed of with this.</param>
internal sealed class WrongDevice(IDevice device) : IDevice
{
    /// <summary>One value in so many is spoiled: enough that a look finds it in any frame, although most of some frames is inside the set and stays no number.</summary>
    private const int ValuesPerFlip = 3;

    /// <summary>The second bit of the fraction: a value is off by up to a quarter, and what is no number stays none.</summary>
    private const long Flipped = 1L << 50;

    public DeviceInfo Info => device.Info;

    public ReferenceLibrary? References => device.References;

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        var statistics = device.Render(task, field, cancellationToken);
        Spoil(field);
        return statistics;
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken)
    {
        var statistics = device.Render(task, field, cancellationToken);
        Spoil(field);
        return statistics;
    }

    public void Dispose() => device.Dispose();

    private static void Spoil(Span<double> field)
    {
        if (!Failpoint.IsWrongNow) return;
        for (int place = ValuesPerFlip / 2; place < field.Length; place += ValuesPerFlip)
            field[place] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(field[place]) ^ Flipped);
    }
}
