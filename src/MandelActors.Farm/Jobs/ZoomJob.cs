using MandelActors.Farm.Coordination;
using MandelActors.Farm.Films;
using MandelActors.Farm.Healing;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Jobs;

/// <summary>Owns one job: hands out frames, commits them, has damage healed and the film assembled. Its truth is <see cref="JobState"/>.</summary>
/// <remarks>
/// <para>Every command goes one way: <c>Decide</c> → persist → <c>Evolve</c> → reply. Finished frames take it in batches (.Commit).</para>
/// <code>
/// stage     | entered when                           | does                                            | left when
/// Opening   | recovered                              | submits or opens the job, clears leftovers      | cleared → Rendering
/// Rendering | opened; damage found; room again       | hands out frames, heals in passing              | everything asked for is done or quarantined
/// Checking  | only the healer is still looking       | waits                                           | healer done → Filming or Finished; damage → Rendering
/// Filming   | every frame of the film is done        | has the film assembled and verified             | film recorded → Finished; damage → Rendering;
///           |                                        |                                                 | no film can be made → Stuck; cancelled → Finished
/// Finished  | the manifest is written                | waits                                           | damage, or brought back → Rendering
/// Stuck     | no film can be made; not our folder,   | says why                                        | never in this life
///           | or one that cannot be used             |                                                 |
/// </code>
/// <para>Whoever pauses or cancels the job while the film is made has the encoder stopped; the stage lasts until it has ended, and a paused film begins anew.</para>
/// <para>Read on in .Opening, .Leases, .Commit, .Stages, .Filming, .Watching. An unexpected failure stops the actor; its parent starts it again, and what
/// it had not acknowledged it does over.</para>
/// </remarks>
public sealed partial class ZoomJob : ReceivePersistentActor, IWithTimers
{
    private readonly JobDefinition _definition;
    private readonly JobSettings _settings;
    private readonly FilmMaker _films;
    private readonly TimeProvider _time;
    private readonly FrameStore _store;
    private JobState _state;
    private long _lastSnapshot;

    /// <param name="time">The clock of events and timers.</param>
    public ZoomJob(JobDefinition definition, JobSettings settings, FilmMaker films, TimeProvider time)
    {
        _definition = definition;
        _settings = settings;
        _films = films;
        _time = time;
        _store = definition.OpenStore();
        _state = new JobState(Limits);
        PersistenceId = definition.Job.PersistenceId;

        Recover<SnapshotOffer>(Restore);
        Recover<IJournalledEvent>(change => _state.Evolve(change));
        Recover<RecoveryCompleted>(_ => Open());

        Command<CompleteFrame>(Gather);
        Command<CommitReports>(_ => Commit());
        Command<RequestFrames>(HandOut);
        Command<FailFrame>(fail => Execute(Judged(fail), Sender));
        Command<DistrustDevice>(Distrust);
        Command<FarmProtocol.ExpectFrame>(Expect);
        Command<FarmProtocol.FolderClosed>(closed => AnnounceOnce($"frames wait, as the seed may not write into '{closed.Folder}': open the folder to it, nothing else is needed"));
        Command<PauseJob>(pause => Execute(pause with { FilmIsLeft = WantsFilm && _stage != JobStage.Stuck }, Sender));
        Command<CancelJob>(cancel => Execute(cancel with { FilmIsLeft = WantsFilm }, Sender));
        Command<IJobCommand>(command => Execute(command, Sender));
        Command<IJobQuery>(Answer);
        Command<Cleared>(Clear);
        Command<Healer.Progress>(progress => Looked(progress.Checked, progress.Total));
        Command<Healer.Finding>(Found);
        Command<Healer.Finished>(_ => Healed());
        Command<FilmAssembler.Progress>(progress => Show(progress.Frames, progress.Total));
        Command<FilmAssembler.IOutcome>(Filmed);
        Command<ManifestWritten>(_ => Finish());
        Command<WorkFailed>(Fail);
        Command<Tick>(OnTick);
        Command<SaveSnapshotSuccess>(saved => DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        Command<Terminated>(Release);
        CommandAny(Unhandled);
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    private JobLimits Limits => new(_settings.FailuresPerFrame)
    {
        FramesPerDevice = _settings.FramesPerDevice,
        MinFrameMilliseconds = (int)_definition.Terms.MinFrameTime.TotalMilliseconds,
    };

    /// <summary>A healer or assembler that crashes leaves the job not knowing where it stands: both start afresh.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

    protected override void PostStop()
    {
        _stopping.Cancel();
        base.PostStop();
    }

    /// <summary>Decides, persists, evolves, and only then replies.</summary>
    /// <param name="replyTo">Who hears the outcome; null for nobody.</param>
    /// <param name="then">What follows once it is so.</param>
    private void Execute(IJobCommand command, IActorRef? replyTo, Action? then = null)
    {
        var decision = _state.Decide(command, _time.GetUtcNow());
        Record(decision.Events, () =>
        {
            replyTo?.Tell(decision.Reply);
            then?.Invoke();
            Advance();
        });
    }

    private void Record(IReadOnlyList<IJobEvent> events, Action then)
    {
        var journalled = events.OfType<IJournalledEvent>().ToArray();
        if (journalled.Length == 0) Complete();
        else PersistAll(journalled, Apply, Complete);

        void Complete()
        {
            foreach (var passing in events.OfType<IPassingEvent>()) Apply(passing);
            if (journalled.Length > 0) SnapshotNowAndThen();
            then();
        }
    }

    private void Apply(IJobEvent change)
    {
        _state.Evolve(change);
        Observe(change);
    }

    /// <summary>A snapshot costs as much as the job has frames, so large jobs take one less often: an eighth of the job's events apart.</summary>
    private void SnapshotNowAndThen()
    {
        if (LastSequenceNr - _lastSnapshot < Math.Max(_settings.SnapshotEvery, _state.FrameCount / 8)) return;
        _lastSnapshot = LastSequenceNr;
        SaveSnapshot(_state.ToSnapshot());
    }

    private void Restore(SnapshotOffer offer)
    {
        _state = JobState.FromSnapshot((JobSnapshot)offer.Snapshot, Limits);
        _lastSnapshot = offer.Metadata.SequenceNr;
    }
}
