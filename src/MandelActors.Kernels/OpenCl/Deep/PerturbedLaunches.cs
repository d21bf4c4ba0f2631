using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.OpenCl.Escape;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>Sends pixels through the kernels of <c>perturb.cl</c>, in launches that end soon.</summary>
/// <remarks>
/// Orbits stay where they are, one for each pixel; what launches hand on are lists of pixels. Three of them take turns: those that a pass takes, those
/// that are still on their way when it is over, and those that have passed the round's end, which the next round takes.
/// </remarks>
internal sealed class PerturbedLaunches : IDisposable
{
    private const string Program = "scaled+distance+perturb";

    /// <summary>Blocks and steps that one compute unit tries in a second at least, to begin with.</summary>
    private const double FirstRatePerUnit = 2e6;

    /// <summary>Fewer trips than this do not pay for fetching an orbit and storing it again.</summary>
    private const int ShortestLeg = 128;

    /// <summary>More trips than this take a single pixel, waiting for memory at every one, longer than a launch may take.</summary>
    private const int LongestLeg = 1 << 15;

    private const int PixelsPerBegin = 1 << 20;

    /// <summary>Where the counters are.</summary>
    private const int HandedOn = 0, HaveEscaped = 1, IterationWords = 2, AreLate = 4, JumpWords = 5, StepWords = 7, TripWords = 9;

    private readonly OpenClContext _context;
    private readonly OpenClKernel _begin;
    private readonly Dictionary<string, (OpenClKernel Kernel, LaunchPace Pace)> _followers = [];
    private readonly OpenClCounters _counters;
    private readonly DeviceMemory<PerturbedOrbit> _orbits;
    private readonly DeviceMemory<double> _slopes;
    private readonly DeviceMemory<PerturbedReturn> _returns;
    private DeviceMemory<uint> _input, _output, _late;
    private OpenClKernel _follow;
    private LaunchPace _pace;
    private PerturbedLegFlags _count;
    private long _pixels;
    private bool _isFirst;

    public PerturbedLaunches(OpenClContext context)
    {
        _context = context;
        _begin = context.Kernel(Program, "begin");
        _follow = _begin;
        _counters = new OpenClCounters(context, 11);
        (_orbits, _slopes, _returns) = (new(context), new(context), new(context));
        (_input, _output, _late) = (new(context), new(context), new(context));
        _pace = NewPace();
    }

    /// <summary>Pixels that have neither escaped nor been proven interior.</summary>
    public long Undecided { get; private set; }

    /// <summary>What was done since <see cref="Begin"/>.</summary>
    public PerturbedTotals Totals { get; private set; }

    /// <summary>Starts on a field.</summary>
    /// <param name="table">Holds what the view needs.</param>
    /// <param name="memory">The field and the view's offsets; distances follow the counts where the view measures them.</param>
    public void Begin(PerturbedView view, PerturbedTable table, EscapeFieldMemory memory, CancellationToken cancellation)
    {
        var pixels = (long)view.Width * view.Height;
        (Undecided, Totals, _pixels, _isFirst) = (pixels, default, pixels, true);
        _count = view.Rule.Count == CountKind.Smooth ? PerturbedLegFlags.Smooth : PerturbedLegFlags.None;
        var orbits = _orbits.Reserve(pixels);
        var slopes = _slopes.Reserve(view.WithDistance ? 2 * pixels : 2);
        foreach (var list in (DeviceMemory<uint>[])[_input, _output, _late]) list.Reserve(pixels);

        (_follow, _pace) = FollowerOf(view);
        foreach (var kernel in (OpenClKernel[])[_begin, _follow])
            kernel.With(0, memory.Counts).With(1, memory.Columns).With(2, memory.Rows).With(3, orbits).With(4, slopes);
        var numbers = new PerturbedNumbers(view);
        table.GiveTo(_follow, 5);
        _follow.With(13, numbers).With(17, _counters.Buffer);
        _begin.With(5, numbers).With(8, view.WithDistance ? 1 : 0);
        for (long first = 0; first < pixels; first += PixelsPerBegin)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(PixelsPerBegin, pixels - first);
            _context.Run(_begin.With(6, (uint)first).With(7, (uint)count), _begin.GroupsFor(count));
        }
    }

    /// <summary>Follows every undecided pixel until its index passes a round's end.</summary>
    /// <param name="to">No index beyond it counts as escaped.</param>
    /// <param name="seekCycles">Whether an orbit that closes a cycle is called interior.</param>
    public void Follow(long to, bool seekCycles, CancellationToken cancellation)
    {
        var leg = new PerturbedLeg { To = to, Flags = _count | PerturbedLegFlags.RoundBegins };
        if (_isFirst) leg.Flags |= PerturbedLegFlags.EveryPixel;
        if (seekCycles) leg.Flags |= PerturbedLegFlags.SeekCycles;
        // Most fields are nearly done before anything is sought: it need not take memory until then.
        _follow.With(12, _returns.Reserve(seekCycles ? _pixels : 1));
        uint late = 0;
        for (var pixels = Undecided; pixels > 0;)
        {
            (pixels, late) = FollowPass(leg, pixels, late, cancellation);
            leg.Flags &= ~(PerturbedLegFlags.RoundBegins | PerturbedLegFlags.EveryPixel);
            (_input, _output) = (_output, _input);
        }

        (_input, _late) = (_late, _input);
        (Undecided, _isFirst) = (late, false);
    }

    public void Dispose()
    {
        _begin.Dispose();
        foreach (var (kernel, _) in _followers.Values) kernel.Dispose();
        _counters.Dispose();
        _orbits.Dispose();
        _slopes.Dispose();
        _returns.Dispose();
        _input.Dispose();
        _output.Dispose();
        _late.Dispose();
    }

    /// <summary>Gives each pixel of the list some trips.</summary>
    /// <returns>How many are still on their way, and how many of the round have passed its end.</returns>
    private (long OnTheirWay, uint Late) FollowPass(PerturbedLeg leg, long pixels, uint late, CancellationToken cancellation)
    {
        _counters.Clear();
        _counters[AreLate] = late;
        _counters.Send();
        _follow.With(14, _input.Buffer).With(15, _output.Buffer).With(16, _late.Buffer);
        var done = new PerturbedTotals();
        for (long first = 0; first < pixels; first += leg.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            leg.First = (uint)first;
            leg.Trips = (uint)Math.Clamp(_pace.Rate * LaunchPace.Aim / (pixels - first), ShortestLeg, LongestLeg);
            leg.Count = (uint)_pace.Items(pixels - first, leg.Trips, _context.LeastItems(_follow));
            var seconds = _context.RunTimed(_follow.With(18, leg), leg.Count);
            _counters.Read();
            var trips = _counters.Wide(TripWords);
            _pace.Took(trips - done.Trips, seconds);
            done = done with { Trips = trips };
        }

        Totals += new PerturbedTotals(_counters[HaveEscaped], _counters.Wide(IterationWords), _counters.Wide(JumpWords), _counters.Wide(StepWords), done.Trips);
        return (_counters[HandedOn], _counters[AreLate]);
    }

    /// <summary>The kernel for a view, with a pace of its own: what a trip costs differs by more than tenfold from one to another.</summary>
    private (OpenClKernel Kernel, LaunchPace Pace) FollowerOf(PerturbedView view)
    {
        var name = (view.Rows.BandCount > 1, view.WithDistance) switch
        {
            (false, false) => "follow_plain",
            (false, true) => "follow_measured",
            (true, false) => "follow_banded",
            (true, true) => "follow_banded_measured",
        };
        if (!_followers.TryGetValue(name, out var follower)) _followers[name] = follower = (_context.Kernel(Program, name), NewPace());
        return follower;
    }

    private LaunchPace NewPace() => new(FirstRatePerUnit * _context.Info.ComputeUnits);
}
