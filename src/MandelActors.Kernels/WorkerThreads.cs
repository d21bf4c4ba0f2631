namespace MandelActors.Kernels;

/// <summary>Lets workers run side by side over the chunks of a round.</summary>
internal static class WorkerThreads
{
    /// <param name="workers">Workers there are.</param>
    /// <param name="chunks">Chunks there are: no more workers than that are started.</param>
    /// <param name="run">Runs one of the workers, by its index.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(int workers, int chunks, Action<int> run, CancellationToken cancellation)
    {
        // Every worker may find the chunks gone before it starts, so one slow pool thread costs nothing.
        var started = Math.Min(workers, chunks);
        if (started <= 1)
            run(0);
        else
            Parallel.For(0, started, new ParallelOptions { MaxDegreeOfParallelism = started }, run);
        cancellation.ThrowIfCancellationRequested();
    }
}
