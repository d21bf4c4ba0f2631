using System.Text.Json;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Jobs;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using MandelActors.Protocol.Scenes;
using Microsoft.Extensions.Logging;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Farm.Seeds.Registry;

/// <summary>Owns the list of all jobs: takes them on, has those that are not over worked for, and remembers how they ended. Its truth is <see cref="RegistryState"/>.</summary>
/// <remarks>
/// <code>
/// message          | does
/// (recovered)      | shows all jobs; starts those that are not over; erases what is left of removed ones
/// AdmitJob         | folder and scene on disk → event → reply → start
/// ActOnJob         | reopens a job that was over, if the action wants that; passes the action on (.Actions)
/// PrioritiseJob    | event → reply → the coordinator knows (.Removing)
/// RemoveJob        | event → the job is shown no more → its folder is removed → reply (.Removing)
/// JobStatus        | shows it; a job that has finished is concluded (.Ending)
/// JobInterrupted   | shows why the job pauses
/// JobStalled       | shows why it cannot go on
/// JobWaits         | shows what it waits for
/// </code>
/// <para>A crash between any two steps of admitting leaves nothing, or a folder without a job, or the job: the order may be repeated, and with a
/// key it should be, since whoever got no answer cannot know.</para>
/// </remarks>
public sealed partial class JobRegistry : ReceivePersistentActor
{
    private readonly IActorRef _coordinator;
    private readonly SeedStore _store;
    private readonly JobBoard _board;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly RegistryState _state = new();
    private readonly Dictionary<JobId, RunningJob> _running = [];

    /// <param name="store">Locked by this process.</param>
    /// <param name="board">Written by this actor alone.</param>
    /// <param name="log">Told what somebody may look for later.</param>
    public JobRegistry(IActorRef coordinator, SeedStore store, JobBoard board, TimeProvider time, ILogger log)
    {
        _coordinator = coordinator;
        _store = store;
        _board = board;
        _time = time;
        _log = log;
        Recover<IRegistryEvent>(_state.Evolve);
        Recover<RecoveryCompleted>(_ => Begin());
        CommandAsync<AdmitJob>(AdmitAsync);
        Command<ActOnJob>(Act);
        Command<Acted>(Settle);
        Command<PrioritiseJob>(Prioritise);
        Command<RemoveJob>(Remove);
        Command<Erased>(Settle);
        Command<Found>(Compare);
        Command<JobProtocol.JobStatus>(Note);
        Command<Concluded>(End);
        Command<FarmProtocol.JobStarted>(_ => { });
        Command<FarmProtocol.JobInterrupted>(Interrupt);
        Command<RegistryWell>(well => Sender.Tell(well));
        Command<FarmProtocol.JobStalled>(Stall);
        Command<FarmProtocol.JobWaits>(waits => _board.Wait(waits.Job, waits.Why));
        CommandAny(Unhandled);
    }

    public override string PersistenceId => "farm";

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(FarmProtocol.JobInterrupted));
        Context.System.EventStream.Subscribe(Self, typeof(FarmProtocol.JobStalled));
        Context.System.EventStream.Subscribe(Self, typeof(FarmProtocol.JobWaits));
        base.PreStart();
    }

    /// <summary>What could not be read may be read after a pause; what is not understood will not be understood then.</summary>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        base.OnRecoveryFailure(reason, message);
        if (reason is NotSupportedException or JsonException or InvalidDataException)
            _board.Refuse(new Store.JournalNotUnderstoodException($"the list of jobs cannot be read: {reason.Message}", reason));
        else if (SeedJournal.IsDamage(reason))
            _board.Refuse(new Store.JournalException($"'{_store.Journal}' is damaged ({reason.Message})", reason) { Defect = Store.JournalDefect.Damaged });
    }

    private void Begin()
    {
        foreach (var job in _state.Jobs)
        {
            _board.Show(job);
            if (job.Outcome is null) Start(job);
            // Its end may have come into the journal unknown to this actor's former life.
            else _coordinator.Tell(new FarmProtocol.StopJob(job.Job));
        }

        _board.Open();
        EraseLeftovers();
        Task.Run(() => _store.JobsAtWork().ToList()).PipeTo(Self, success: found => new Found(found), failure: _ => new Found([]));
    }

    /// <summary>Nobody's folders: of jobs that a journal restored from an older backup does not know, or that somebody put there.</summary>
    private void Compare(Found found)
    {
        var strange = found.Jobs.Where(job => _state.Find(job) is null && !_state.Removed.Contains(job)).ToList();
        if (strange.Count > 0) Strange(_log, SeedStore.Named(strange), _store.Path);
    }

    private async Task AdmitAsync(AdmitJob admit)
    {
        var asker = Sender;
        var decision = _state.Decide(admit, _time.GetUtcNow());
        if (decision is not { Event: JobAdmitted admitted })
        {
            asker.Tell(decision.Reply);
            return;
        }

        try
        {
            await Task.Run(() => _store.Prepare(admitted.Job, admitted.Order.Scene));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            asker.Tell(new StoreRefused(problem.Message, Store.DiskFull.Is(problem)));
            return;
        }

        Persist(admitted, change =>
        {
            _state.Evolve(change);
            var job = _state.Find(admitted.Job)!;
            _board.Show(job);
            asker.Tell(decision.Reply);
            Admitted(_log, job.Job, job.Order.Name, job.Order.Kind, job.Order.FrameCount);
            Start(job);
        });
    }

    private void Start(RegisteredJob job)
    {
        try
        {
            var definition = DefinitionOf(job);
            _running[job.Job] = new RunningJob();
            _coordinator.Tell(new FarmProtocol.StartJob(definition));
            _coordinator.Tell(new FarmProtocol.ToJob(job.Job, new JobProtocol.WatchJob()));
        }
        catch (BadInputException problem)
        {
            // Taken on by an earlier version; this one will not draw something else for it.
            _running[job.Job] = new RunningJob { IsLetGo = true };
            _board.Complain(job.Job, $"this version does not accept the scene: {problem.Message}", isFailed: true);
        }
    }

    private JobDefinition DefinitionOf(RegisteredJob job)
    {
        var order = job.Order;
        return new JobDefinition(
            job.Job, JobOrders.SceneOf(order), _store.FolderOf(job.Job), new FrameRange(order.FirstFrame, order.LastFrame), order.Film, job.Priority)
        {
            Journal = null,
            Terms = new JobTerms(order.RequireTags, order.MaxDevices, TimeSpan.FromSeconds(order.MinFrameSeconds), TimeSpan.FromSeconds(order.MaxFrameSeconds)),
        };
    }

    private void Interrupt(FarmProtocol.JobInterrupted interrupted)
    {
        Interrupted(_log, interrupted.Job, interrupted.Reason, interrupted.Pause);
        _board.Complain(interrupted.Job, interrupted.Reason, isFailed: false);
    }

    private void Stall(FarmProtocol.JobStalled stalled)
    {
        Stalled(_log, stalled.Job, stalled.Reason);
        if (!_running.TryGetValue(stalled.Job, out var running)) return;
        running.IsLetGo |= stalled.IsGivenUp;
        _board.Complain(stalled.Job, stalled.Reason, running.IsLetGo);
    }

    private sealed record Found(IReadOnlyList<JobId> Jobs);

    /// <summary>What the registry remembers of a job that is worked for.</summary>
    private sealed class RunningJob
    {
        /// <summary>Actions under way: until they are answered, nothing the job says of its end counts.</summary>
        public int Acting { get; set; }

        /// <summary>Actions so far, and times that the job said it goes on: a conclusion drawn before the last one is void.</summary>
        public int Changes { get; set; }

        public bool IsConcluding { get; set; }

        /// <summary>Whether a look at all frames was asked for and has not begun.</summary>
        public bool WantsLook { get; set; }

        /// <summary>Whether nobody works for it: the coordinator gave it up, or never was given it.</summary>
        public bool IsLetGo { get; set; }

        /// <summary>Whether the job says that it cannot go on in this life.</summary>
        public bool IsStuck { get; set; }
    }
}
