namespace MandelActors.Farm.Tests.Jobs;

/// <summary>A write to the journal that waits until the test lets it go on.</summary>
/// <param name="manifest">What is written.</param>
internal sealed class HeldWrite(string manifest)
{
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Manifest => manifest;

    /// <summary>Ends when somebody wants to write it.</summary>
    public Task Waits => _waits.Task.WaitAsync(TimeSpan.FromMinutes(1));

    public void Release() => _released.TrySetResult();

    public Task WaitAsync()
    {
        _waits.TrySetResult();
        return _released.Task;
    }
}
