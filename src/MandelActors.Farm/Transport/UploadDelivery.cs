using System.Collections.Concurrent;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Transport;

/// <summary>Delivery to a seed on another machine: a frame is kept in the node's spool first, then handed in over HTTP, and let go when the job has it.</summary>
/// <param name="shelf">Where the spool keeps what this worker makes.</param>
public sealed class UploadDelivery(SpoolShelf shelf, FrameSpool spool, FrameUploader uploader) : IFrameDelivery
{
    /// <summary>Frames named in one question: the rest is handed in after these.</summary>
    private const int MostNamed = 256;

    /// <summary>Frames that this worker is dealing with.</summary>
    private readonly ConcurrentDictionary<FrameNumber, Attempt> _underWay = [];

    public bool OutlivesJob => true;

    public IReadOnlyList<FrameNumber> Held => [.. spool.FramesOn(shelf).Where(frame => !_underWay.ContainsKey(frame)).Take(MostNamed)];

    public bool HasRoom => spool.HasRoom;

    public WrittenFrame Keep(FrameNumber frame, Attempt attempt, IFrameContent content)
    {
        _underWay[frame] = attempt;
        try
        {
            return spool.Write(shelf, frame, attempt, content);
        }
        catch
        {
            _underWay.TryRemove(frame, out _);
            throw;
        }
    }

    public async Task<WrittenFrame> HandInAsync(FrameNumber frame, Attempt attempt, CancellationToken cancellationToken)
    {
        _underWay[frame] = attempt;
        try
        {
            var file = spool.Find(shelf, frame) ?? throw Lost(frame, attempt);
            for (int part = 0; part < file.Parts.Count; part++)
                await uploader.SendAsync(new FramePartName(shelf.Job, frame, attempt, part), file, cancellationToken).ConfigureAwait(false);
            return file.Whole;
        }
        catch (UploadRefusedException)
        {
            Release(frame, attempt);
            throw;
        }
    }

    /// <summary>Its file is gone or damaged: a frame that is named as held is granted to be handed in, again and again, and nobody would ever render it.</summary>
    private StaleAttemptException Lost(FrameNumber frame, Attempt attempt)
    {
        spool.Remove(shelf, frame);
        return new StaleAttemptException(frame, attempt, "the frame is not held any more");
    }

    public void Release(FrameNumber frame, Attempt attempt)
    {
        spool.Remove(shelf, frame);
        _underWay.TryRemove(frame, out _);
    }

    /// <summary>The attempt is void, the bytes are not: the next attempt at the frame may be this node's.</summary>
    public void Discard(FrameNumber frame, Attempt attempt) => _underWay.TryRemove(new KeyValuePair<FrameNumber, Attempt>(frame, attempt));

    public void Forget(FrameNumber frame)
    {
        if (!_underWay.ContainsKey(frame)) spool.Remove(shelf, frame);
    }
}
