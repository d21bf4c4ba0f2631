using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.CrossChecks;

/// <summary>Passes work on to a device, and keeps what it answers at a few pixels of every field.</summary>
/// <remarks>The same pixels of every field of one size: the samples of one pixel are looked at together.</remarks>
/// <param name="device">What computes; stays its owner's.</param>
/// <param name="seed">Decides which pixels (<see cref="PixelSample"/>).</param>
public sealed class SampledDevice(IDevice device, byte[] seed) : IDevice
{
    /// <summary>Pixels of a field that are kept, at most.</summary>
    /// <remarks>If one value in twenty is wrong, the chance that fewer than three of these are is 1 in 4,000.</remarks>
    public const int MostPixels = 256;

    /// <summary>Of a small field one pixel in so many is kept: computing it once more takes one scalar thread some sixteen times as long as the device.</summary>
    private const int PixelsPerSample = 16;

    private const int FewestPixels = 16;

    private readonly List<SampledField> _fields = [];

    public DeviceInfo Info => device.Info;

    public ReferenceLibrary? References => device.References;

    /// <summary>What was kept, field by field, in the order they were asked for.</summary>
    public IReadOnlyList<SampledField> Fields => _fields;

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        var statistics = device.Render(task, field, cancellationToken);
        var (pixels, values) = Keep(field, checked(task.Width * task.Height));
        _fields.Add(new SampledEscapeField(task, statistics, pixels, values));
        return statistics;
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken)
    {
        var statistics = device.Render(task, field, cancellationToken);
        var (pixels, values) = Keep(field, task.FieldLength);
        _fields.Add(new SampledLyapunovField(task, pixels, values));
        return statistics;
    }

    /// <summary>A picture is coloured where it always is; of every field of it the same few values are fetched as of one that comes whole.</summary>
    public IDevicePicture? BeginPicture(PictureTask picture) => device.BeginPicture(picture) is { } begun ? new SampledPicture(this, begun) : null;

    public void Dispose()
    {
        // The device stays its owner's.
    }

    private (int[] Pixels, double[] Values) Keep(Span<double> field, int pixelCount)
    {
        var pixels = Chosen(pixelCount);
        var values = new double[pixels.Length * (field.Length / pixelCount)];
        for (var i = 0; i < values.Length; i++) values[i] = field[i / pixels.Length * pixelCount + pixels[i % pixels.Length]];
        return (pixels, values);
    }

    private int[] Chosen(int pixelCount) => PixelSample.Of(seed, pixelCount, Math.Clamp(pixelCount / PixelsPerSample, FewestPixels, MostPixels));

    private sealed class SampledPicture(SampledDevice owner, IDevicePicture picture) : IDevicePicture
    {
        public EscapeStatistics Render(EscapeTask task, CancellationToken cancellationToken)
        {
            var statistics = picture.Render(task, cancellationToken);
            var pixelCount = checked(task.Width * task.Height);
            var pixels = owner.Chosen(pixelCount);
            var values = picture.ValuesAt(task.WithDistance ? [.. pixels, .. pixels.Select(pixel => pixelCount + pixel)] : pixels);
            owner._fields.Add(new SampledEscapeField(task, statistics, pixels, values));
            return statistics;
        }

        public LyapunovStatistics Render(LyapunovTask task, CancellationToken cancellationToken)
        {
            var statistics = picture.Render(task, cancellationToken);
            var pixels = owner.Chosen(task.FieldLength);
            owner._fields.Add(new SampledLyapunovField(task, pixels, picture.ValuesAt(pixels)));
            return statistics;
        }

        public double[] ValuesAt(IReadOnlyList<int> places) => picture.ValuesAt(places);

        public double[] ValuesEvery(int step) => picture.ValuesEvery(step);

        public (double Least, double Largest) Range() => picture.Range();

        public void Colour(IndexRule rule) => picture.Colour(rule);

        public IDevicePixels Finish() => picture.Finish();

        public void Dispose() => picture.Dispose();
    }
}
