namespace MandelActors.Kernels.Tests.CrossChecks;

/// <summary>A device broken on purpose: the real processor, whose fields are spoiled before anybody sees them.</summary>
internal sealed class SpoiledDevice(Func<int, double, double> spoil, DeviceOptions? options = null) : IDevice
{
    private readonly CpuDevice _real = new(options);

    /// <summary>One value in twenty is a quarter too large, or outside where it should be inside.</summary>
    public static SpoiledDevice OneValueInTwenty => new((place, value) => place % 20 == 7 ? double.IsNaN(value) ? 100 : value * 1.25 : value);

    public DeviceInfo Info => _real.Info;

    public ReferenceLibrary? References => _real.References;

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        var statistics = _real.Render(task, field, cancellationToken);
        Spoil(field);
        return statistics;
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken)
    {
        var statistics = _real.Render(task, field, cancellationToken);
        Spoil(field);
        return statistics;
    }

    public void Dispose() => _real.Dispose();

    private void Spoil(Span<double> field)
    {
        for (var place = 0; place < field.Length; place++) field[place] = spoil(place, field[place]);
    }
}
