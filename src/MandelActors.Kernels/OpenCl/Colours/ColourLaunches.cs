using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.OpenCl.Colours;

/// <summary>Sends fields through the kernels of <c>colour.cl</c>, in launches that end soon.</summary>
internal sealed class ColourLaunches : IDisposable
{
    /// <summary>Pixels in a second that one compute unit does at least, to begin with.</summary>
    private const double FirstRatePerUnit = 1e6;

    /// <summary>Groups that look for a range: each of their items leaves two numbers to be fetched.</summary>
    private const int RangeGroups = 64;

    private readonly OpenClContext _context;
    private readonly OpenClKernel _colours, _indices, _light, _levels, _takeAt, _takeEvery, _range;
    private readonly ColourTables _tables;
    private readonly DeviceMemory<uint> _sums;
    private readonly DeviceMemory<double> _values;
    private readonly DeviceMemory<int> _places;
    private readonly OpenClBuffer<uint> _exceeds;
    private readonly LaunchPace _pace, _levelPace;
    private readonly uint[] _flag = new uint[1];

    public ColourLaunches(OpenClContext context)
    {
        _context = context;
        OpenClKernel Kernel(string name) => context.Kernel("colour", name);
        (_colours, _indices, _light, _levels) = (Kernel("write_colours"), Kernel("write_indices"), Kernel("add_light"), Kernel("write_levels"));
        (_takeAt, _takeEvery, _range) = (Kernel("take_at"), Kernel("take_every"), Kernel("find_range"));
        _tables = new ColourTables(context);
        (_sums, _values, _places) = (new DeviceMemory<uint>(context), new DeviceMemory<double>(context), new DeviceMemory<int>(context));
        _exceeds = context.Allocate<uint>(1);
        _pace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
        _levelPace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
    }

    /// <summary>Words of a picture of three bytes a pixel, whole fours of pixels.</summary>
    public static long WordsOf(int pixels) => 3 * FoursOf(pixels);

    /// <summary>Writes the colours of a picture's only sample.</summary>
    public void WriteColours(PictureTask picture, IndexRule rule, OpenClBuffer<double> field, OpenClBuffer<uint> pixels)
    {
        Prepare(picture, rule);
        _colours.With(0, field).With(1, _tables.Knots).With(2, _tables.Guide).With(3, _tables.Packed).With(4, pixels);
        Launch(_colours, 5, _pace, ColourLeg.Of(picture, rule), FoursOf(picture.Pixels));
    }

    /// <summary>Writes the indices of a picture's only sample.</summary>
    /// <returns>False where one is needed that is no byte.</returns>
    public bool TryWriteIndices(PictureTask picture, IndexRule rule, OpenClBuffer<double> field, OpenClBuffer<uint> pixels)
    {
        Prepare(picture, rule);
        // Where all indices are bytes nobody needs to ask.
        var mayExceed = rule.Entries > byte.MaxValue;
        if (mayExceed) _context.Write(_exceeds, [0u]);
        _indices.With(0, field).With(1, _tables.Knots).With(2, _tables.Guide).With(3, _exceeds).With(4, pixels);
        Launch(_indices, 5, _pace, ColourLeg.Of(picture, rule), FoursOf(picture.Pixels));
        if (!mayExceed) return true;
        _context.Read(_exceeds, _flag.AsSpan());
        return _flag[0] == 0;
    }

    /// <summary>Adds the light of a sample to a picture's sums.</summary>
    /// <param name="isFirst">Whether the sums begin with it.</param>
    public void AddLight(PictureTask picture, IndexRule rule, OpenClBuffer<double> field, bool isFirst)
    {
        Prepare(picture, rule);
        var leg = ColourLeg.Of(picture, rule);
        if (isFirst) leg.Flags |= ColourLegFlags.FirstSample;
        _light.With(0, field).With(1, _tables.Knots).With(2, _tables.Guide).With(3, _tables.Linear).With(4, _sums.Reserve(3L * picture.Pixels));
        Launch(_light, 5, _pace, leg, picture.Pixels);
    }

    /// <summary>Writes the levels of the light that was added up.</summary>
    public void WriteLevels(PictureTask picture, OpenClBuffer<uint> pixels)
    {
        _levels.With(0, _sums.Buffer).With(1, _tables.Levels).With(2, pixels);
        Launch(_levels, 3, _levelPace, new ColourLeg { Pixels = (uint)picture.Pixels, Samples = (uint)picture.Samples }, FoursOf(picture.Pixels));
    }

    /// <inheritdoc cref="IDevicePicture.ValuesAt"/>
    public double[] ValuesAt(OpenClBuffer<double> field, int[] places)
    {
        if (places.Length == 0) return [];
        _context.Write(_places.Reserve(places.Length), places.AsSpan());
        _takeAt.With(0, field).With(1, _places.Buffer).With(2, _values.Reserve(places.Length)).With(3, (uint)places.Length);
        return Fetch(_takeAt, places.Length);
    }

    /// <inheritdoc cref="IDevicePicture.ValuesEvery"/>
    public double[] ValuesEvery(OpenClBuffer<double> field, int pixels, int step)
    {
        var count = (pixels - 1) / step + 1;
        _takeEvery.With(0, field).With(1, _values.Reserve(count)).With(2, (uint)count).With(3, (uint)step);
        return Fetch(_takeEvery, count);
    }

    /// <inheritdoc cref="IDevicePicture.Range"/>
    public (double Least, double Largest) Range(OpenClBuffer<double> field, int pixels)
    {
        var groups = Math.Min(RangeGroups, _range.GroupsFor(pixels));
        var ranges = new double[2 * groups * _range.GroupSize];
        _range.With(0, field).With(1, _values.Reserve(ranges.Length)).With(2, (uint)pixels);
        _context.Run(_range, groups);
        _context.Read(_values.Buffer, ranges.AsSpan());
        return (ranges.Where((_, i) => i % 2 == 0).Min(), ranges.Where((_, i) => i % 2 == 1).Max());
    }

    public void Dispose()
    {
        foreach (var kernel in (OpenClKernel[])[_colours, _indices, _light, _levels, _takeAt, _takeEvery, _range]) kernel.Dispose();
        _tables.Dispose();
        _sums.Dispose();
        _values.Dispose();
        _places.Dispose();
        _exceeds.Dispose();
    }

    private static long FoursOf(int pixels) => (pixels + 3L) / 4;

    private void Prepare(PictureTask picture, IndexRule rule)
    {
        _tables.Use(picture.Colours);
        _tables.Use(rule);
    }

    private double[] Fetch(OpenClKernel kernel, int count)
    {
        _context.Run(kernel, kernel.GroupsFor(count));
        var values = new double[count];
        _context.Read(_values.Buffer, values.AsSpan());
        return values;
    }

    private void Launch(OpenClKernel kernel, int argument, LaunchPace pace, ColourLeg leg, long items)
    {
        var least = _context.LeastItems(kernel);
        for (long from = 0; from < items; from = leg.To)
        {
            leg.From = (uint)from;
            leg.To = (uint)(from + pace.Items(items - from, 1, least));
            pace.Took(leg.To - leg.From, _context.RunTimed(kernel.With(argument, leg), leg.To - leg.From));
        }
    }
}
