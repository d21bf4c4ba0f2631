using System.Collections.Concurrent;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Nodes;

/// <summary>Delivery where worker and job see the same folder: a frame is written once, under its attempt's name, and is there.</summary>
public sealed class StoreDelivery(FrameStore store) : IFrameDelivery
{
    private readonly ConcurrentDictionary<Attempt, WrittenFrame> _written = [];

    /// <summary>Nobody but the job's present incarnation would accept the attempts.</summary>
    public bool OutlivesJob => false;

    public IReadOnlyList<FrameNumber> Held => [];

    /// <summary>A store without room is the job's affair: it pauses.</summary>
    public bool HasRoom => true;

    public WrittenFrame Keep(FrameNumber frame, Attempt attempt, IFrameContent content) => _written[attempt] = store.Write(frame, attempt, content);

    public Task<WrittenFrame> HandInAsync(FrameNumber frame, Attempt attempt, CancellationToken cancellationToken) => Task.FromResult(_written[attempt]);

    public void Release(FrameNumber frame, Attempt attempt) => _written.TryRemove(attempt, out _);

    public void Discard(FrameNumber frame, Attempt attempt)
    {
        _written.TryRemove(attempt, out _);
        store.Discard(frame, attempt);
    }

    public void Forget(FrameNumber frame)
    {
    }
}
