using System.Runtime.InteropServices;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels.OpenCl.Colours;
using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>Lets a device colour any fields, also such as it would not compute.</summary>
internal sealed class ColouringBench : IDisposable
{
    private readonly OpenClContext _context;
    private readonly ColourLaunches _launches;
    private readonly DeviceMemory<double> _field;

    private ColouringBench(OpenClContext context)
    {
        _context = context;
        _launches = new ColourLaunches(context);
        _field = new DeviceMemory<double>(context);
    }

    /// <summary>Opens a device, or skips the test.</summary>
    public static ColouringBench Open(string name)
    {
        Skip.If(OpenClDevices.Lacking is not null, OpenClDevices.Lacking);
        return new ColouringBench(new OpenClContext(OpenClDevices.Entries.Single(entry => entry.Info.Id == name)));
    }

    /// <summary>Numbers of all sizes, among them those that are none.</summary>
    public static double[] Field(Random random, int length, bool exponents) =>
    [
        .. Enumerable.Range(0, length).Select(i => random.Next(40) switch
        {
            0 => double.NaN,
            1 => double.PositiveInfinity,
            2 => exponents ? double.NegativeInfinity : 1,
            3 => 0,
            4 => exponents ? -1e-300 : 1e300,
            5 => 64,
            _ => exponents ? 4 * random.NextDouble() - 3 : Math.Exp(12 * random.NextDouble()),
        }),
    ];

    /// <summary>A field that a map may meet, with distances behind it where they are needed.</summary>
    public double[] FieldFor(ColourSettings settings, Random random, int pixels)
    {
        var field = Field(random, pixels, settings.Map == ColourMap.Exponent);
        if (settings.Map == ColourMap.Mandeltorch) field = [.. field.Select(value => double.IsFinite(value) ? Math.Floor(value % 20_000) : value)];
        return settings.NeedsDistance
            ? [.. field, .. field.Select(count => double.IsNaN(count) ? double.NaN : random.Next(30) == 0 ? double.PositiveInfinity : random.NextDouble() * Math.Exp(random.Next(-3, 8)))]
            : field;
    }

    /// <summary>Colours the samples of a picture.</summary>
    public (byte[] Bytes, bool AreIndices) Colour(ColourSettings settings, int width, int height, params double[][] samples)
    {
        var scheme = new ColourScheme(settings, width * height, samples.Length);
        var colours = new PictureColours(scheme.Table.Packed, scheme.Table.Linear, ColourScheme.Levels);
        var form = scheme.IsShaded ? PictureForm.ShadedLight : scheme.UsesLight ? PictureForm.Light : scheme.UsesIndices ? PictureForm.Indices : PictureForm.Colours;
        var picture = new PictureTask(width, height, samples.Length, colours, form) { MapsDistance = scheme.MapsDistance };
        using var pixels = _context.Allocate<uint>(ColourLaunches.WordsOf(picture.Pixels));
        var areIndices = false;
        IndexRule? rule = null;
        for (var sample = 0; sample < samples.Length; sample++)
        {
            var field = Send(samples[sample]);
            rule ??= RuleOf(scheme.MapFor(
                scheme.Step > 0 ? _launches.ValuesEvery(field, picture.Pixels, scheme.Step) : [], scheme.NeedsRange ? _launches.Range(field, picture.Pixels) : default));
            if (scheme.UsesLight) _launches.AddLight(picture, rule, field, isFirst: sample == 0);
            else if (scheme.UsesIndices && _launches.TryWriteIndices(picture, rule, field, pixels)) areIndices = true;
            else _launches.WriteColours(picture, rule, field, pixels);
        }

        if (scheme.UsesLight) _launches.WriteLevels(picture, pixels);
        var words = new uint[pixels.Length];
        _context.Read(pixels, words.AsSpan());
        return (MemoryMarshal.AsBytes(words.AsSpan())[..((areIndices ? 1 : 3) * picture.Pixels)].ToArray(), areIndices);
    }

    public double[] ValuesAt(double[] field, int[] places) => _launches.ValuesAt(Send(field), places);

    public double[] ValuesEvery(double[] field, int step) => _launches.ValuesEvery(Send(field), field.Length, step);

    public (double Least, double Largest) Range(double[] field) => _launches.Range(Send(field), field.Length);

    public void Dispose()
    {
        _launches.Dispose();
        _field.Dispose();
        _context.Dispose();
    }

    private static IndexRule RuleOf(IndexMap map) => map switch
    {
        CycleIndex cycle => new CycleRule(cycle.Entries, cycle.Period, cycle.Offset),
        DistanceIndex distance => RuleOf(distance.Cycle),
        HistogramIndex histogram => new HistogramRule(
            histogram.Entries, histogram.Turns, histogram.Offset, histogram.Counts, histogram.Shares, histogram.Guide, histogram.Scale),
        MandeltorchIndex mandeltorch => new TableRule(MandeltorchIndex.Entries, mandeltorch.TableUpTo(20_000)),
        _ => map is ExponentIndex exponent
            ? new ExponentRule(exponent.Entries, exponent.Contrast, exponent.Thresholds.Least, exponent.Places, exponent.Thresholds.Reached, exponent.Thresholds.CellsPerUnit)
            : throw new ArgumentException(map.GetType().Name, nameof(map)),
    };

    private OpenClBuffer<double> Send(double[] field)
    {
        _context.Write(_field.Reserve(field.Length), field.AsSpan());
        return _field.Buffer;
    }
}
