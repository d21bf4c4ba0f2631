using System.Diagnostics.CodeAnalysis;
using MandelActors.Farm.Store;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Healing;

/// <summary>Looks at every finished frame of a job: is it there, of the journalled size and hash, and does it decode to the last pixel?</summary>
/// <remarks>
/// <code>
/// message | does
/// Check   | looks at the frames on half of the cores; tells its parent Finding for each bad one, Progress now and then, Finished at the end
/// stop    | ends the look
/// </code>
/// It changes nothing: what becomes of a finding is the job's decision.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The token is cancelled when the actor stops, and work under way may still look at it.")]
public sealed class Healer : ReceiveActor
{
    private const int FramesPerProgress = 16;

    private readonly FrameStore _store;
    private readonly CancellationTokenSource _stopping = new();

    public Healer(FrameStore store)
    {
        _store = store;
        Receive<Check>(check => Look(check.Frames));
        Receive<Ended>(End);
        ReceiveAny(Unhandled);
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        base.PostStop();
    }

    private void Look(IReadOnlyList<FinishedFrame> frames)
    {
        var job = Context.Parent;
        var self = Self;
        int looked = 0;
        // Half of the cores, so that a look in passing leaves the rendering room; each core holds one decoded frame at a time.
        ParallelOptions options = new() { CancellationToken = _stopping.Token, MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) };
        Task.Run(
            () => Parallel.ForEach(frames, options, frame =>
            {
                string? damage = _store.DamageOf(frame.Frame, frame.Result);
                if (damage is not null) job.Tell(new Finding(frame, damage), self);
                int done = Interlocked.Increment(ref looked);
                if (done % FramesPerProgress == 0) job.Tell(new Progress(done, frames.Count), self);
            }),
            _stopping.Token).PipeTo(Self, success: () => new Ended(null), failure: cause => new Ended(cause));
    }

    private static void End(Ended ended)
    {
        if (ended.Cause is null) Context.Parent.Tell(new Finished());
        else throw new InvalidOperationException($"looking at the frames failed: {ended.Cause.Message}", ended.Cause);
    }

    /// <summary>Look at these frames.</summary>
    public sealed record Check(IReadOnlyList<FinishedFrame> Frames);

    /// <summary>A frame is not what the journal says.</summary>
    public sealed record Finding(FinishedFrame Frame, string Damage);

    public sealed record Progress(int Checked, int Total);

    /// <summary>Every frame was looked at.</summary>
    public sealed record Finished;

    private sealed record Ended(Exception? Cause);
}
