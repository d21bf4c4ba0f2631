using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>Measures distances of a field whose counts are known, through the kernel of <c>measure.cl</c>, in launches that end soon.</summary>
/// <remarks>A pass of its own over what has escaped, as on the processor: see <see cref="MandelActors.Kernels.Escape.DistanceWorker{TLanes, TVector}"/>.</remarks>
internal sealed class DistanceLaunches : IDisposable
{
    /// <summary>Steps in a second that one compute unit does at least, to begin with.</summary>
    private const double FirstRatePerUnit = 1e7;

    /// <summary>Fewer steps than this do not pay for fetching an orbit and storing it again.</summary>
    private const int ShortestLeg = 512;

    /// <summary>More steps than this take a single pixel longer than a launch may take.</summary>
    private const int LongestLeg = 1 << 18;

    /// <summary>Where the counters are.</summary>
    private const int HandedOn = 0, IterationWords = 2;

    private readonly OpenClContext _context;
    private readonly OpenClKernel _measure;
    private readonly OpenClCounters _counters;
    private readonly DeviceMemory<double> _orbits;
    private readonly LaunchPace _pace;
    private DeviceMemory<uint> _input, _output;

    public DistanceLaunches(OpenClContext context)
    {
        _context = context;
        _measure = context.Kernel("scaled+distance+measure", "measure");
        _counters = new OpenClCounters(context, 4);
        (_orbits, _input, _output) = (new(context), new(context), new(context));
        _pace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
    }

    /// <summary>Fills the second half of a field.</summary>
    /// <param name="field">Its counts are known; there is room for as many distances.</param>
    /// <param name="width">Columns of the field.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pitch">The distance of neighbouring samples.</param>
    /// <param name="bound">|z|² beyond this has escaped.</param>
    /// <param name="cancellation">Ends the work between two launches.</param>
    public void Measure(EscapeFieldMemory field, int width, int height, double pitch, double bound, CancellationToken cancellation)
    {
        var pixels = (long)width * height;
        _measure.With(0, field.Counts).With(1, field.Columns).With(2, field.Rows).With(3, _orbits.Reserve(4 * pixels)).With(6, _counters.Buffer);
        _input.Reserve(pixels);
        _output.Reserve(pixels);
        var leg = new DistanceLeg { Bound = bound, Pitch = pitch, Width = (uint)width, Pixels = (uint)pixels };
        while (pixels > 0)
        {
            leg.To = leg.From + (long)Math.Clamp(_pace.Rate * LaunchPace.Aim / pixels, ShortestLeg, LongestLeg);
            pixels = MeasureLeg(leg, pixels, cancellation);
            leg.From = leg.To;
            (_input, _output) = (_output, _input);
        }
    }

    public void Dispose()
    {
        _measure.Dispose();
        _counters.Dispose();
        _orbits.Dispose();
        _input.Dispose();
        _output.Dispose();
    }

    /// <summary>Follows the pixels of the list through a leg.</summary>
    /// <returns>How many have not escaped.</returns>
    private long MeasureLeg(DistanceLeg leg, long pixels, CancellationToken cancellation)
    {
        _counters.Clear();
        _counters.Send();
        _measure.With(4, _input.Buffer).With(5, _output.Buffer);
        long done = 0;
        for (long first = 0; first < pixels; first += leg.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            leg.First = (uint)first;
            leg.Count = (uint)_pace.Items(pixels - first, leg.To - leg.From, _context.LeastItems(_measure));
            var seconds = _context.RunTimed(_measure.With(7, leg), leg.Count);
            _counters.Read();
            var iterations = _counters.Wide(IterationWords);
            _pace.Took(iterations - done, seconds);
            done = iterations;
        }

        return _counters[HandedOn];
    }
}
