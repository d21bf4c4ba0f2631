using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>Sends pixels through the kernels of <c>escape.cl</c> and <c>prove.cl</c>, in launches that end soon.</summary>
/// <remarks>Two lists of survivors lie on the device and take turns: what one leg hands on is what the next one takes.</remarks>
internal sealed class EscapeLaunches : IDisposable
{
    /// <summary>Iterations in a second that one compute unit does at least, to begin with.</summary>
    private const double FirstRatePerUnit = 2e7;

    /// <summary>A pixel is followed no further than this in one launch, so that a few pixels that never end do not make a long one.</summary>
    private const long LongestLeg = 1 << 18;

    /// <summary>Fewer steps than this do not pay for fetching a survivor and storing it again. A multiple of every block length, as all legs but a round's last.</summary>
    private const long ShortestLeg = 1024;

    /// <summary>Where the counters are.</summary>
    private const int HandedOn = 0, HaveEscaped = 1, IterationWords = 2;

    private readonly OpenClContext _context;
    private readonly OpenClKernel _escape, _prove;
    private readonly OpenClCounters _counters;
    private readonly DeviceMemory<Survivor> _from, _to;
    private readonly LaunchPace _pace, _provingPace;
    private bool _swapped;

    public EscapeLaunches(OpenClContext context)
    {
        _context = context;
        _escape = context.Kernel("escape", "escape");
        _prove = context.Kernel("prove", "prove");
        _counters = new OpenClCounters(context, 4);
        (_from, _to) = (new DeviceMemory<Survivor>(context), new DeviceMemory<Survivor>(context));
        _pace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
        _provingPace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
    }

    /// <summary>Pixels that were handed on by the last leg and not proven interior since.</summary>
    public long Undecided { get; private set; }

    /// <summary>Pixels that escaped since <see cref="Begin"/>.</summary>
    public long Escaped { get; private set; }

    /// <summary>Iterations since <see cref="Begin"/>.</summary>
    public long Iterations { get; private set; }

    private DeviceMemory<Survivor> Input => _swapped ? _to : _from;

    private DeviceMemory<Survivor> Output => _swapped ? _from : _to;

    /// <summary>Starts on a field.</summary>
    public void Begin(long pixels)
    {
        (Undecided, Escaped, Iterations) = (pixels, 0, 0);
        Output.Reserve(pixels);
        Input.Reserve(pixels);
    }

    /// <summary>Follows every pixel, or every survivor, through a round.</summary>
    /// <param name="round">What the round asks; <see cref="EscapeLeg.From"/> and <see cref="EscapeLeg.To"/> are its ends.</param>
    public void Follow(EscapeFieldMemory field, EscapeLeg round, CancellationToken cancellation)
    {
        var (from, to, flags) = (round.From, round.To, round.Flags);
        for (var begin = true; from < to && Undecided > 0; begin = false)
        {
            round.From = from;
            round.To = Math.Min(to, from + LegLength());
            round.Flags = begin ? flags | EscapeLegFlags.RoundBegins : flags & ~EscapeLegFlags.First;
            FollowLeg(field, round, cancellation);
            from = round.To;
        }
    }

    /// <summary>Leaves out the survivors that are proven interior by the cycle that attracts them.</summary>
    /// <param name="budget">Steps that may be spent on one of them.</param>
    public void Prove(EscapeFieldMemory field, uint width, int budget, CancellationToken cancellation)
    {
        var pixels = Undecided;
        if (pixels == 0) return;
        _prove.With(0, field.Columns).With(1, field.Rows).With(2, Input.Buffer).With(3, Output.Buffer).With(4, _counters.Buffer).With(7, width).With(8, budget);
        ClearCounters();
        long done = 0;
        for (long first = 0; first < pixels;)
        {
            cancellation.ThrowIfCancellationRequested();
            // Each may take all of its budget in one go: a quarter of what keeps a device busy is as much as may be begun.
            var count = _provingPace.Items(pixels - first, budget, _context.LeastItems(_prove) / OpenClContext.GroupsPerUnit);
            var seconds = _context.RunTimed(_prove.With(5, (uint)first).With(6, (uint)count), count);
            var spent = ReadIterations();
            _provingPace.Took(spent - done, seconds);
            done = spent;
            first += count;
        }

        HandOn(_counters[HandedOn]);
    }

    public void Dispose()
    {
        _escape.Dispose();
        _prove.Dispose();
        _counters.Dispose();
        _from.Dispose();
        _to.Dispose();
    }

    private void FollowLeg(EscapeFieldMemory field, EscapeLeg leg, CancellationToken cancellation)
    {
        var pixels = Undecided;
        _escape.With(0, field.Counts).With(1, field.Columns).With(2, field.Rows).With(3, Input.Buffer).With(4, Output.Buffer).With(5, _counters.Buffer);
        ClearCounters();
        long done = 0;
        for (long first = 0; first < pixels;)
        {
            cancellation.ThrowIfCancellationRequested();
            leg.First = (uint)first;
            leg.Count = (uint)_pace.Items(pixels - first, leg.To - leg.From, _context.LeastItems(_escape));
            var seconds = _context.RunTimed(_escape.With(6, leg), leg.Count);
            var iterations = ReadIterations();
            _pace.Took(iterations - done, seconds);
            done = iterations;
            first += leg.Count;
        }

        Escaped += _counters[HaveEscaped];
        Iterations += done;
        HandOn(_counters[HandedOn]);
    }

    /// <summary>As many steps as all pixels together may take in a launch.</summary>
    private long LegLength() =>
        (long)Math.Clamp(_pace.Rate * LaunchPace.Aim / Math.Max(Undecided, _context.LeastItems(_escape)), ShortestLeg, LongestLeg) / ShortestLeg * ShortestLeg;

    private long ReadIterations()
    {
        _counters.Read();
        return _counters.Wide(IterationWords);
    }

    private void HandOn(long count)
    {
        Undecided = count;
        _swapped = !_swapped;
    }

    private void ClearCounters()
    {
        _counters.Clear();
        _counters.Send();
    }
}
