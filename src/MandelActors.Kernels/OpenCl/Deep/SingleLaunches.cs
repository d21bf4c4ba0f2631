using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>Sends pixels through the kernel of <c>single.cl</c>, in launches that end soon.</summary>
/// <remarks>What a pixel's orbit stands at lies on the device by pixel; lists of pixels say who goes on, who is at the limit, and who is left to others.</remarks>
internal sealed class SingleLaunches : IDisposable
{
    /// <summary>Steps and blocks in a second that one compute unit does at least, to begin with.</summary>
    private const double FirstRatePerUnit = 5e5;

    /// <summary>Steps and blocks of a pixel in one launch: enough that fetching its state does not count.</summary>
    private const int LegOperations = 512;

    /// <summary>Where the counters are.</summary>
    private const int HandedOn = 0, AtLimit = 1, HaveEscaped = 2, AreLeft = 3, DoneWords = 4;

    private readonly OpenClContext _context;
    private readonly OpenClKernel _kernel;
    private readonly OpenClCounters _counters;
    private readonly DeviceMemory<uint> _left;
    private readonly LaunchPace _pace;
    private DeviceMemory<uint> _input, _output, _late;
    private bool _begins;

    public SingleLaunches(OpenClContext context)
    {
        _context = context;
        _kernel = context.Kernel("single", "single_escape");
        _counters = new OpenClCounters(context, 6);
        (_input, _output, _late, _left) = (new(context), new(context), new(context), new(context));
        _pace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
    }

    /// <summary>Pixels that reached the limit of the last round.</summary>
    public long Undecided { get; private set; }

    /// <summary>Pixels that escaped since <see cref="Begin"/>, those left to others not among them.</summary>
    public long Escaped { get; private set; }

    /// <summary>Steps and blocks since <see cref="Begin"/>, and blocks that did not hold.</summary>
    public long Operations { get; private set; }

    /// <summary>Starts on a field.</summary>
    public void Begin(long pixels)
    {
        (Undecided, Escaped, Operations, _begins) = (pixels, 0, 0, true);
        foreach (var list in (ReadOnlySpan<DeviceMemory<uint>>)[_input, _output, _late, _left]) list.Reserve(pixels);
    }

    /// <summary>Follows every pixel, or all that reached the limit before, until none is left to follow.</summary>
    /// <param name="leg">What is asked of them, with its limit.</param>
    /// <returns>The pixels that single precision leaves to others, in no order.</returns>
    public uint[] Follow(SingleFieldMemory field, SingleLeg leg, CancellationToken cancellation)
    {
        _kernel.With(0, field.Counts).With(1, field.Columns).With(2, field.Rows).With(3, field.Elements).With(4, field.Blocks).With(5, field.FirstBlocks).With(6, field.States);
        _counters.Clear();
        for (var pixels = Undecided; pixels > 0; pixels = _counters[HandedOn])
        {
            FollowLeg(leg, pixels, cancellation);
            (_input, _output, _begins) = (_output, _input, false);
        }

        (_input, _late) = (_late, _input);
        Undecided = _counters[AtLimit];
        Escaped += _counters[HaveEscaped];
        Operations += Done();
        var left = new uint[_counters[AreLeft]];
        if (left.Length > 0) _context.Read(_left.Buffer, left.AsSpan());
        return left;
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _counters.Dispose();
        foreach (var list in (ReadOnlySpan<DeviceMemory<uint>>)[_input, _output, _late, _left]) list.Dispose();
    }

    private void FollowLeg(SingleLeg leg, long pixels, CancellationToken cancellation)
    {
        _counters[HandedOn] = 0;
        _counters.Send();
        _kernel.With(7, _input.Buffer).With(8, _output.Buffer).With(9, _late.Buffer).With(10, _left.Buffer).With(11, _counters.Buffer);
        leg.Begins = _begins ? 1u : 0u;
        leg.Operations = LegOperations;
        for (long first = 0; first < pixels; first += leg.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            leg.First = (uint)first;
            leg.Count = (uint)_pace.Items(pixels - first, LegOperations, _context.LeastItems(_kernel));
            var done = Done();
            var seconds = _context.RunTimed(_kernel.With(12, leg), leg.Count);
            _counters.Read();
            _pace.Took(Done() - done, seconds);
        }
    }

    private long Done() => _counters.Wide(DoneWords);
}
