namespace MandelActors.Farm.Local;

/// <summary>Frames per second over the last few seconds: frames of a zoom grow dearer on the way, so the whole run's mean would promise too much.</summary>
internal sealed class RecentRate(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long At, int Frames)> _samples = new();

    /// <param name="frames">Frames finished since the start.</param>
    /// <returns>Frames per second, 0 while nothing can be told.</returns>
    public double Update(int frames)
    {
        long now = time.GetTimestamp();
        _samples.Enqueue((now, frames));
        while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().At, now) > Window) _samples.Dequeue();
        return Now(frames);
    }

    /// <summary>The rate up to this moment, without remembering it.</summary>
    /// <inheritdoc cref="Update"/>
    public double Now(int frames)
    {
        if (!_samples.TryPeek(out var first)) return 0;
        double seconds = time.GetElapsedTime(first.At).TotalSeconds;
        return seconds > 0 ? (frames - first.Frames) / seconds : 0;
    }
}
