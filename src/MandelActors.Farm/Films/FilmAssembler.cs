using System.Diagnostics.CodeAnalysis;
using MandelActors.Farm.Store;
using MandelActors.Imaging.Film;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Films;

/// <summary>Makes one film and tells its parent how it went: exactly one outcome, and progress before it.</summary>
/// <remarks>
/// <code>
/// state   | event            | tells the parent
/// making  | film in place    | Made or Unchanged
/// making  | frame damaged    | FrameDamaged: the job has it rendered again and orders the film anew
/// making  | disk full        | NoRoom
/// making  | ffmpeg failed    | Failed; the same where something else is in the film's place, or the folder is closed to us
/// making  | Stop             | Stopped, once the encoder has ended and what it wrote is gone; a film that was just done is Made all the same
/// making  | anything else    | crashes; the job is started again and finds its frames complete
/// </code>
/// Stopping the actor itself ends the encoder and removes what it wrote, too, but nobody is told when that is done.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The token is cancelled when the actor stops, and work under way may still look at it.")]
public sealed class FilmAssembler : ReceiveActor
{
    private readonly FilmMaker _maker;
    private readonly FilmOrder _order;
    private readonly CancellationTokenSource _stopping = new();

    public FilmAssembler(FilmMaker maker, FilmOrder order)
    {
        _maker = maker;
        _order = order;
        Receive<FilmResult>(result => Context.Parent.Tell(result.Made ? new Made(result.Film, result.Note) : new Unchanged(result.Note)));
        Receive<Stop>(_ => _stopping.Cancel());
        Receive<Ended>(ended => Context.Parent.Tell(OutcomeOf(ended.Cause)));
        ReceiveAny(Unhandled);
    }

    /// <summary>How it went.</summary>
    public interface IOutcome;

    protected override void PreStart()
    {
        var (job, self) = (Context.Parent, Self);
        int total = _order.Frames.Count;
        var cancellation = _stopping.Token;
        Task.Run(() => _maker.MakeAsync(_order, frames => job.Tell(new Progress(frames, total), self), cancellation), cancellation)
            .PipeTo(Self, failure: cause => new Ended(cause));
    }

    protected override void PostStop()
    {
        _stopping.Cancel();
        base.PostStop();
    }

    private IOutcome OutcomeOf(Exception cause) => cause switch
    {
        // Whatever a program says that was just killed.
        _ when _stopping.IsCancellationRequested => new Stopped(),
        DamagedFrameException damage => new FrameDamaged(damage),
        _ when DiskFull.Is(cause) || (cause is FilmException && (SaysFull(cause.Message) || IsFull())) => new NoRoom($"no space left for the film: {cause.Message}"),
        FilmException => new Failed(cause.Message),
        _ when ObstructedException.IsLasting(cause) => new Failed(ObstructedException.Explain(cause)),
        _ => throw new InvalidOperationException($"making the film failed: {cause.Message}", cause),
    };

    /// <summary>ffmpeg says only in words why it stopped: the system's own, untranslated. By now what it wrote is gone and its room free again.</summary>
    private static bool SaysFull(string words) =>
        words.Contains("No space left on device", StringComparison.Ordinal) || words.Contains("Disk quota exceeded", StringComparison.Ordinal);

    /// <summary>Where it says nothing, a disk without a block left says it plainly.</summary>
    private bool IsFull() => _order.Store.FreeBytes < 1 << 20;

    /// <summary>To the assembler: nobody wants the film for now.</summary>
    public sealed record Stop
    {
        public static Stop Instance { get; } = new();
    }

    /// <summary>Frames given to the encoder so far.</summary>
    public sealed record Progress(int Frames, int Total);

    public sealed record Made(JobProtocol.RecordFilm Film, string? Note) : IOutcome;

    public sealed record Unchanged(string? Note) : IOutcome;

    public sealed record FrameDamaged(DamagedFrameException Damage) : IOutcome;

    public sealed record NoRoom(string Reason) : IOutcome;

    public sealed record Failed(string Reason) : IOutcome;

    public sealed record Stopped : IOutcome;

    private sealed record Ended(Exception Cause);
}
