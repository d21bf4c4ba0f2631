namespace MandelActors.Farm.Nodes;

/// <summary>Counts work that runs outside the actors, so that a process can wait for it to stop before it ends.</summary>
public sealed class RunningWork
{
    private readonly Lock _gate = new();
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Runs work on another thread.</summary>
    public Task<T> Run<T>(Func<T> work) => RunAsync(() => Task.FromResult(work()));

    /// <summary>Runs work on other threads.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        lock (_gate) _running++;
        return Task.Run(async () =>
        {
            try
            {
                return await work().ConfigureAwait(false);
            }
            finally
            {
                End();
            }
        });
    }

    /// <summary>Ends when nothing runs.</summary>
    public Task WhenIdle()
    {
        lock (_gate)
        {
            if (_running == 0) return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_running > 0) return;
            _idle?.TrySetResult();
            _idle = null;
        }
    }
}
