using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Nodes;

/// <summary>Brings a worker's finished frames to where the job commits them: into the job's folder, or to a seed on another machine.</summary>
/// <remarks>One for each worker. Thread-safe, as long as one frame is handled by one caller.</remarks>
public interface IFrameDelivery
{
    /// <summary>Whether finished frames outlive the job's being out of reach: then what is under way is worth finishing.</summary>
    bool OutlivesJob { get; }

    /// <summary>Frames that were finished earlier, not handed in yet, and need not be rendered again.</summary>
    IReadOnlyList<FrameNumber> Held { get; }

    /// <summary>Whether there is room for more than what is held: without, a worker asks for nothing but what it holds.</summary>
    bool HasRoom { get; }

    /// <summary>Writes a finished frame, flushed to disk and hashed.</summary>
    /// <exception cref="IOException">The disk would not take it (<see cref="DiskFull"/>); nothing is left behind.</exception>
    WrittenFrame Keep(FrameNumber frame, Attempt attempt, IFrameContent content);

    /// <summary>Brings a frame that is held to the job's store, under an attempt's name, flushed to disk there.</summary>
    /// <exception cref="StaleAttemptException">Another attempt is current; what is held may be of use for that one.</exception>
    /// <exception cref="UploadRefusedException">The store will not have these bytes whatever the attempt; nothing is held any more.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; what is held stays held.</exception>
    Task<WrittenFrame> HandInAsync(FrameNumber frame, Attempt attempt, CancellationToken cancellationToken);

    /// <summary>The job has the frame: nothing needs to be held any more.</summary>
    void Release(FrameNumber frame, Attempt attempt);

    /// <summary>The job will not have this attempt: what was written for it alone goes.</summary>
    void Discard(FrameNumber frame, Attempt attempt);

    /// <summary>Nobody wants a frame that is held: somebody else finished it.</summary>
    void Forget(FrameNumber frame);
}
