using System.Runtime.CompilerServices;

namespace MandelActors.Farm.Leadership;

/// <summary>The leadership of a seed that has no others beside it, as with a journal in SQLite: it leads from the start, in epoch 1.</summary>
public sealed class SoleLeadership : ILeadership
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeadershipState State { get; } = new LeadershipState.Leading(Epoch: 1);

    public async IAsyncEnumerable<LeadershipState> WatchAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        yield return State;
        await _disposed.Task.WaitAsync(stop).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
