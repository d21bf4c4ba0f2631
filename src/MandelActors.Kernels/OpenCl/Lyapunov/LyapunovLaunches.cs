using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Lyapunov;

/// <summary>Sends pixels through the kernels of <c>lyapunov.cl</c>, in launches that end soon.</summary>
/// <remarks>
/// Every pixel of a launch takes as many steps, so its cost is known beforehand. A field is cut into runs of pixels, and where even the fewest that keep
/// the device busy take too long, their orbits into legs.
/// </remarks>
internal sealed class LyapunovLaunches : IDisposable
{
    /// <summary>Factors between two extractions of the exponent: legs end where one is due.</summary>
    public const int BlockLength = 16;

    /// <summary>Steps in a second that one compute unit does at least, to begin with.</summary>
    private const double FirstRatePerUnit = 2e7;

    private readonly OpenClContext _context;
    private readonly OpenClKernel _follow, _followOdd;
    private readonly OpenClBuffer<uint> _oddCount;
    private readonly DeviceMemory<LyapunovState> _states;
    private readonly DeviceMemory<uint> _odd;
    private readonly LaunchPace _pace, _oddPace;
    private readonly uint[] _count = new uint[1];

    public LyapunovLaunches(OpenClContext context)
    {
        _context = context;
        _follow = context.Kernel("lyapunov", "follow");
        _followOdd = context.Kernel("lyapunov", "follow_odd");
        _oddCount = context.Allocate<uint>(1);
        (_states, _odd) = (new DeviceMemory<LyapunovState>(context), new DeviceMemory<uint>(context));
        _pace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
        _oddPace = new LaunchPace(FirstRatePerUnit * context.Info.ComputeUnits);
    }

    /// <summary>Fills a field.</summary>
    /// <param name="all">What is asked of every pixel: all its steps in one leg.</param>
    /// <param name="warmUp">How many of them come before those that are averaged.</param>
    public void Follow(LyapunovFieldMemory field, LyapunovLeg all, long warmUp, CancellationToken cancellation)
    {
        var pixels = (long)all.Width * all.Height;
        var least = _context.LeastItems(_follow);
        for (long first = 0; first < pixels; first += all.Count)
        {
            all.First = (uint)first;
            all.Count = (uint)_pace.Items(pixels - first, all.To, least);
            _follow.With(0, field.Exponents).With(1, field.Plane).With(2, field.Letters);
            _follow.With(3, _states.Reserve(all.Count)).With(4, _odd.Reserve(all.Count)).With(5, _oddCount);
            _count[0] = 0;
            _context.Write(_oddCount, _count.AsSpan());
            RunLegs(_follow, 6, _pace, all, warmUp, cancellation);
            _context.Read(_oddCount, _count.AsSpan());
            if (_count[0] == 0) continue;
            _followOdd.With(0, field.Exponents).With(1, field.Plane).With(2, field.Letters).With(3, _states.Buffer).With(4, _odd.Buffer);
            RunLegs(_followOdd, 5, _oddPace, all with { Count = _count[0] }, warmUp, cancellation);
        }
    }

    public void Dispose()
    {
        _follow.Dispose();
        _followOdd.Dispose();
        _oddCount.Dispose();
        _states.Dispose();
        _odd.Dispose();
    }

    /// <summary>Takes some pixels through all their steps. A leg is either warm-up or averaged.</summary>
    private void RunLegs(OpenClKernel kernel, int argument, LaunchPace pace, LyapunovLeg all, long warmUp, CancellationToken cancellation)
    {
        var leg = all;
        for (leg.From = 0; leg.From < all.To; leg.From = leg.To)
        {
            cancellation.ThrowIfCancellationRequested();
            var isAveraged = leg.From >= warmUp;
            var most = (long)Math.Min(all.To, pace.Rate * LaunchPace.Aim / leg.Count) / BlockLength * BlockLength;
            leg.To = Math.Min(isAveraged ? all.To : warmUp, leg.From + Math.Max(BlockLength, most));
            leg.Flags = (leg.From == 0 ? LyapunovLegFlags.Starts : 0)
                | (isAveraged ? LyapunovLegFlags.Averages : 0)
                | (leg.From == warmUp ? LyapunovLegFlags.FirstAveraged : 0)
                | (leg.To == all.To ? LyapunovLegFlags.Ends : 0);
            pace.Took((double)leg.Count * (leg.To - leg.From), _context.RunTimed(kernel.With(argument, leg), leg.Count));
        }
    }
}
