using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>The pixels of a field that single precision leaves in doubt: the processor follows them in double precision, in the same rounds.</summary>
internal sealed class SingleDoubts(DeviceOptions options)
{
    private readonly Lazy<IPerturbedWorker[]> _workers = new(() => PerturbedField.NewWorkers(options));
    private PerturbedRound? _round;

    /// <summary>Pixels that came since <see cref="Begin"/>.</summary>
    public long Count { get; private set; }

    /// <summary>Those of them that escaped.</summary>
    public long Escaped => _round is null ? 0 : _workers.Value.Sum(worker => worker.Tally.Escaped);

    /// <summary>Those of them that reached the limit of the last round.</summary>
    public long Undecided => _round is null ? 0 : _workers.Value.Sum(worker => (long)worker.Output.Count);

    /// <summary>The indices at which they escaped, together.</summary>
    public long Iterations => _round is null ? 0 : _workers.Value.Sum(worker => worker.Tally.Iterations);

    /// <summary>Starts on a field.</summary>
    public void Begin() => (_round, Count) = (null, 0);

    /// <summary>Follows what came before and what comes now up to a limit.</summary>
    /// <param name="view">The field's view in double precision; asked for once, and only when a pixel comes.</param>
    /// <param name="pixels">Those that come now, by their place in the field.</param>
    /// <param name="to">The limit.</param>
    /// <param name="field">Row-major, filled with counts.</param>
    /// <param name="cancellation">Ends the work within a few milliseconds.</param>
    public unsafe void Follow(Func<PerturbedView> view, uint[] pixels, long to, double* field, CancellationToken cancellation)
    {
        if (_round is null && pixels.Length == 0) return;
        if (_round is null)
        {
            foreach (var worker in _workers.Value) worker.Reset();
            _round = new PerturbedRound { View = view(), Field = field, Cancellation = cancellation, SeeksCycles = true };
        }

        Count += pixels.Length;
        // In the order of pixels, so that neighbours, which take about the same way, are followed together.
        Array.Sort(pixels);
        var begun = new List<PerturbedPixel>(pixels.Length);
        foreach (var pixel in pixels) begun.Add(new PerturbedPixel(Begun(_round.View, pixel), (int)pixel));
        var input = Array.ConvertAll(_workers.Value, worker => worker.TakeOutput());
        _round.BeginNext(to, [.. input, begun]);
        WorkerThreads.Run(_workers.Value.Length, _round.ChunkCount, i => _workers.Value[i].Run(_round), cancellation);
    }

    private static PerturbedState Begun(PerturbedView view, uint pixel)
    {
        var row = Math.DivRem((int)pixel, view.Width, out var column);
        return PerturbedEscapeTime.Begin(view, view.Offsets.Columns[column], view.Offsets.Rows[row]);
    }
}
