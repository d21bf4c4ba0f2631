using MandelActors.Farm.Films;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Jobs;

/// <content>The film: when it is wanted, what comes of making it, and what stops that.</content>
public sealed partial class ZoomJob
{
    private IActorRef? _assembler;
    private bool _filmIsCurrent;
    private long _roomForFilm;
    private string? _noFilmBecause;

    private bool WantsFilm => _definition.Film && _state.Done == _state.FrameCount && !_filmIsCurrent;

    /// <summary>The film that is in place; one that is still to be made, or looked at, is not.</summary>
    private FilmAssembled? Film => WantsFilm ? null : _state.Film;

    private void AssembleFilm()
    {
        Enter(JobStage.Filming);
        _noFilmBecause = null;
        var order = new FilmOrder((FilmScene)_definition.Scene, _store, _state.FinishedFrames(), _state.Film);
        _assembler = Context.ActorOf(Props.Create(() => new FilmAssembler(_films, order)), null);
    }

    /// <summary>Nobody wants the film for now. It is over when the assembler says so: until then its encoder may still write.</summary>
    private void StopFilming() => _assembler?.Tell(FilmAssembler.Stop.Instance);

    private void Filmed(FilmAssembler.IOutcome outcome)
    {
        if (_assembler is not null) Context.Stop(_assembler);
        _assembler = null;
        switch (outcome)
        {
            case FilmAssembler.Made made:
                if (made.Note is not null) Announce(made.Note);
                Execute(made.Film, null, () =>
                {
                    // Where a frame came out otherwise meanwhile, the film shows what is no more, and is made once more.
                    if (_state.Film?.Sha256 == made.Film.Sha256) (_filmIsCurrent, _unlooked) = (true, false);
                });
                break;
            case FilmAssembler.Unchanged unchanged:
                if (unchanged.Note is not null) Announce(unchanged.Note);
                _filmIsCurrent = _state.Film is not null;
                Advance();
                break;
            case FilmAssembler.FrameDamaged { Damage: var damage }:
                var result = _state.ResultOf(damage.Frame);
                Warn($"frame {damage.Frame}: {damage.Damage}; it is rendered again");
                // Seldom alone: the healer finds the others at once, the next film would find them one by one.
                CheckNow();
                Execute(new InvalidateFrame(damage.Frame, result?.Sha256 ?? default, damage.Damage), null, WakeWorkers);
                break;
            case FilmAssembler.NoRoom noRoom:
                // The room that is free now was not enough, and nobody knows what is: another try takes noticeably more.
                long free = _store.FreeBytes;
                _roomForFilm = free + Math.Max(1 << 20, free / 8);
                Execute(new PauseJob(PauseCause.OutOfSpace, noRoom.Reason), null);
                break;
            case FilmAssembler.Failed when !WantsFilm:
                // A frame was found damaged meanwhile, and somebody may be writing it: nothing is closed now.
                Advance();
                break;
            case FilmAssembler.Failed failed:
                _noFilmBecause = $"the film could not be made: {failed.Reason}";
                // The frames are there all the same, for whoever wants to fetch them.
                Close();
                break;
            case FilmAssembler.Stopped:
                Advance();
                break;
            default:
                throw new ArgumentException($"unknown outcome {outcome.GetType().Name}", nameof(outcome));
        }
    }
}
