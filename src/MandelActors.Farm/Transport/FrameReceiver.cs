using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Transport;

/// <summary>Takes the frames that nodes hand in, into the store of the job they belong to, and knows which of them are complete and sound.</summary>
/// <remarks>
/// The job is asked whether the attempt is current → the bytes go to the attempt's temporary file, hashed on the way → flushed to disk →
/// hash and length compared → decoded → only then the node is told. What a node reports as complete is compared with what was taken
/// (<see cref="VouchAsync"/>). A crash at any line loses nothing that the node does not still hold. Read on in .Writing.
/// </remarks>
/// <param name="coordinator">The coordinator of this process; null while it has none.</param>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore lives as long as the process and is never waited for by its handle.")]
public sealed partial class FrameReceiver(Func<IActorRef?> coordinator, TransportSettings settings, TimeProvider time)
{
    /// <summary>A job answers within milliseconds, or it is being opened.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(JobId, FrameNumber), IncomingFrame> _incoming = [];

    /// <summary>What came of all that was handed in.</summary>
    public TransferTally Transfers { get; } = new();

    /// <summary>Most bytes taken as one part.</summary>
    public long PartBytes => (long)settings.PartMiB << 20;

    /// <summary>How much of a part is here. Whoever is writing it is cut off: its sender would not ask.</summary>
    public async Task<UploadAnswer> ProgressAsync(FramePartName name, CancellationToken cancellationToken)
    {
        var (upload, _, answer) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (upload is null) return answer!;
        using var turn = await upload.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
        return upload.Finished is null ? new UploadAnswer.Begun(upload.Length) : new UploadAnswer.Taken(upload.Length);
    }

    /// <summary>Takes a part, or the rest of one.</summary>
    /// <param name="offset">Where in the part the body begins.</param>
    /// <param name="length">Of the whole part.</param>
    /// <param name="sha256">Of the whole part.</param>
    /// <param name="body">Read forwards, to its end or until it will not do.</param>
    public async Task<UploadAnswer> ReceiveAsync(
        FramePartName name, long offset, long length, Sha256Hash sha256, Stream body, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        var answer = await TakeAsync(name, offset, length, sha256, body, cancellationToken).ConfigureAwait(false);
        Transfers.End(answer, time.GetElapsedTime(began));
        return answer;
    }

    /// <summary>Compares what a worker reports as complete with what was taken.</summary>
    /// <param name="inStore">The worker's node writes into the store by itself: its files are read and verified now.</param>
    /// <returns>What is wrong, in a few words; null if nothing is.</returns>
    public async ValueTask<string?> VouchAsync(JobId job, CompleteFrame complete, bool inStore)
    {
        if (inStore) return await ReadAsync(job, complete).ConfigureAwait(false);
        // A report that comes twice, or too late, is the job's to judge: there is nothing it could commit.
        if (!_incoming.TryGetValue((job, complete.Frame), out var frame) || frame.Attempt != complete.Attempt)
            return await IsCurrentAsync(job, complete).ConfigureAwait(false) ? "it was reported as complete, but not handed in" : null;
        var whole = frame.Parts.Count == 1 ? frame.Whole() : await Task.Run(frame.Whole).ConfigureAwait(false);
        if (whole is null) return "it was reported as complete, but not all of it was handed in";
        if (whole.Value.Sha256 != complete.Sha256 || whole.Value.Bytes != complete.Bytes) return "it was reported with another hash than it was handed in with";
        _incoming.TryRemove(new((job, complete.Frame), frame));
        return null;
    }

    private async Task<UploadAnswer> TakeAsync(
        FramePartName name, long offset, long length, Sha256Hash sha256, Stream body, CancellationToken cancellationToken)
    {
        if (length > PartBytes) return new UploadAnswer.TooLong(PartBytes);
        if (length < 1 || offset < 0 || offset > length) return new UploadAnswer.Refused($"{length} bytes from {offset} on is no part of a frame");
        var (upload, frame, answer) = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (upload is null) return answer!;
        try
        {
            using var turn = await upload.TakeTurnAsync(cancellationToken).ConfigureAwait(false);
            if (upload.Finished is { } finished)
                return finished == sha256 ? new UploadAnswer.Taken(upload.Length) : new UploadAnswer.Refused("other bytes of this part were handed in before");
            if (offset == 0) upload.Reset();
            if (offset != upload.Length) return new UploadAnswer.Misplaced(upload.Length);
            return await WriteAsync(upload, frame!, name, length, sha256, body, turn.Token).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ObjectDisposedException or FileNotFoundException or DirectoryNotFoundException)
        {
            return new UploadAnswer.Stale("the attempt ended while it was handed in");
        }
        catch (UnauthorizedAccessException problem)
        {
            if (Obstacle.At(upload.Path) is { } found) return new UploadAnswer.Refused($"the store would not take it: {Obstacle.Explain(found)}");
            // A folder that is closed to the seed is not the frame's fault, nor its device's: there they wait until it is open again.
            coordinator()?.Tell(new FarmProtocol.ToJob(name.Job, new FarmProtocol.FolderClosed(Path.GetDirectoryName(upload.Path)!)), ActorRefs.NoSender);
            return new UploadAnswer.Unavailable($"the store would not take it: {problem.Message}");
        }
    }

    private async Task<string?> ReadAsync(JobId job, CompleteFrame complete)
    {
        if (await ExpectAsync(job, complete.Frame, complete.Attempt, CancellationToken.None).ConfigureAwait(false) is not FarmProtocol.FrameExpected expected) return null;
        return await Task.Run(() => expected.Store.DamageOf(
            complete.Frame, complete.Attempt, new FrameResult(complete.Sha256, complete.Bytes, complete.DeviceKind, complete.Milliseconds))).ConfigureAwait(false);
    }

    private async Task<bool> IsCurrentAsync(JobId job, CompleteFrame complete) =>
        await ExpectAsync(job, complete.Frame, complete.Attempt, CancellationToken.None).ConfigureAwait(false) is FarmProtocol.FrameExpected;

    private async Task<(PartUpload? Upload, IncomingFrame? Frame, UploadAnswer? Answer)> FindAsync(FramePartName name, CancellationToken cancellationToken)
    {
        switch (await ExpectAsync(name.Job, name.Frame, name.Attempt, cancellationToken).ConfigureAwait(false))
        {
            case FarmProtocol.FrameExpected expected:
                var frame = Incoming(name, expected);
                if (frame is null) return (null, null, new UploadAnswer.Stale("another attempt is current"));
                return name.Part < frame.Parts.Count
                    ? (frame.Parts[name.Part], frame, null)
                    : (null, null, new UploadAnswer.Unknown($"a frame of this job has {frame.Parts.Count} parts"));
            case FrameRejected rejected:
                return (null, null, new UploadAnswer.Stale(rejected.Reason));
            case JobRejected rejected:
                return (null, null, new UploadAnswer.Unknown(rejected.Reason));
            default:
                return (null, null, new UploadAnswer.Unavailable("the job cannot be asked now"));
        }
    }

    /// <summary>The job's word; null if it could not be asked.</summary>
    private async Task<object?> ExpectAsync(JobId job, FrameNumber frame, Attempt attempt, CancellationToken cancellationToken)
    {
        if (coordinator() is not { } asked) return null;
        try
        {
            return await asked.Ask<object>(
                new FarmProtocol.ToJob(job, new FarmProtocol.ExpectFrame(frame, attempt)), Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    private IncomingFrame? Incoming(FramePartName name, FarmProtocol.FrameExpected expected)
    {
        while (true)
        {
            if (!_incoming.TryGetValue((name.Job, name.Frame), out var known))
            {
                IncomingFrame fresh = new(expected.Store, name.Frame, name.Attempt);
                if (_incoming.TryAdd((name.Job, name.Frame), fresh)) return fresh;
                continue;
            }

            if (known.Attempt == name.Attempt) return known;
            if (known.Attempt > name.Attempt) return null;
            if (_incoming.TryRemove(new((name.Job, name.Frame), known))) known.Drop();
        }
    }
}
