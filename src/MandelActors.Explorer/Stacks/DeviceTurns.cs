using MandelActors.Kernels;

namespace MandelActors.Explorer.Stacks;

/// <summary>Lends one device to many callers, one at a time, in the order in which they asked.</summary>
/// <param name="device">Owned by the caller, who disposes of it after these turns.</param>
internal sealed class DeviceTurns(IDevice device) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Waits for this caller's turn and works.</summary>
    /// <param name="work">Runs on a thread of the pool, with the device to itself.</param>
    /// <param name="cancellationToken">Ends the wait or the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the turns are over.</exception>
    public async Task<T> TakeAsync<T>(Func<IDevice, CancellationToken, T> work, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (_lock) (before, _last) = (_last, mine.Task);
        try
        {
            await before.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whoever comes next waits for those before, not for one who has left the queue.
            _ = before.ContinueWith(_ => mine.SetResult(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }

        try
        {
            return await Task.Run(() => work(device, either.Token), either.Token).ConfigureAwait(false);
        }
        finally
        {
            mine.SetResult();
        }
    }

    /// <summary>Ends every turn and waits until nobody has the device any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Task last;
        lock (_lock) last = _last;
        await last.ConfigureAwait(false);
    }
}
