using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Farm.Coordination.FarmProtocol;

namespace MandelActors.Farm.Coordination;

/// <summary>One per farm: knows jobs and nodes and brings them together.</summary>
/// <remarks>
/// <para>A job's life here:</para>
/// <code>
/// state    | JobOpened           | Terminated(job)               | start timer | StopJob
/// Starting | attach nodes → Open | pause, count → Waiting        | –           | stop, forget
/// Open     | –                   | pause, count → Waiting        | –           | stop, detach, forget
/// Waiting  | –                   | –                             | → Starting  | forget
/// (more crashes in a row than allowed, or a journal nobody can read: JobStalled, forget)
/// </code>
/// <para>Nodes and their devices are in .Devices.</para>
/// <para>A failing job is stopped, not restarted in place: its workers see it end, give up what it can no longer accept, and start afresh.</para>
/// </remarks>
public sealed partial class FarmCoordinator : ReceiveActor, IWithTimers
{
    /// <summary>Far more than people do to a job in the seconds in which it is started again.</summary>
    private const int MostDelayed = 64;

    private readonly Func<JobDefinition, Props> _job;
    private readonly CoordinatorSettings _settings;
    private readonly TimeProvider _time;
    private readonly Dictionary<JobId, RunningJob> _jobs = [];
    private readonly Dictionary<IActorRef, JobId> _stopping = [];
    private string? _lastFailure;
    private bool _noRoom;
    private int _starts;

    /// <param name="job">How to make the actor that owns a job.</param>
    public FarmCoordinator(Func<JobDefinition, Props> job, CoordinatorSettings settings, TimeProvider time)
    {
        _job = job;
        _settings = settings;
        _time = time;
        Receive<StartJob>(Start);
        Receive<StopJob>(stop => Forget(stop.Job));
        Receive<ToJob>(Pass);
        Receive<JobOpened>(opened => Open(opened.Job));
        Receive<JournalFailed>(Remember);
        Receive<StartAgain>(again => StartActor(again.Job));
        Receive<NodeJoined>(Join);
        Receive<DeviceLost>(Lose);
        Receive<PrioritiseJob>(Prioritise);
        Receive<JobProtocol.JobAccepted>(_ => Distrusted());
        Receive<GetNodes>(_ => Sender.Tell(_roster.List(_placement.JobsOf)));
        Receive<Terminated>(End);
        ReceiveAny(Unhandled);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        (_lastFailure, _noRoom) = (cause.Message, DiskFull.Is(cause));
        return Directive.Stop;
    });

    private void Start(StartJob start)
    {
        var definition = start.Definition;
        if (!_jobs.ContainsKey(definition.Job))
        {
            _jobs[definition.Job] = new RunningJob(definition);
            _placement.AddJob(definition.Job, definition.Terms.RequireTags, definition.Terms.MaxDevices);
            StartActor(definition.Job);
        }
        else if (_jobs[definition.Job].Waits is { } why)
        {
            // Whoever starts it once more may have forgotten what was said.
            Context.System.EventStream.Publish(new JobWaits(definition.Job, why));
        }

        Sender.Tell(new JobStarted(definition.Job));
    }

    private void StartActor(JobId id)
    {
        // Two lives of one job would write the same history: the next one waits until the former has ended.
        if (!_jobs.TryGetValue(id, out var job) || job.Actor is not null || _stopping.ContainsValue(id)) return;
        job.Started = _time.GetTimestamp();
        job.Actor = Context.Watch(Context.ActorOf(_job(job.Definition), $"{id.PersistenceId}-{++_starts}"));
        foreach (var watcher in job.Watchers) job.Actor.Tell(new JobProtocol.WatchJob(), watcher);
        while (job.Delayed.TryDequeue(out var delayed)) job.Actor.Tell(delayed.Message, delayed.Sender);
    }

    private void Pass(ToJob message)
    {
        if (!_jobs.TryGetValue(message.Job, out var job))
        {
            Sender.Tell(new JobProtocol.JobRejected($"there is no job {message.Job} here"));
            return;
        }

        // A watcher is told again by every incarnation of the job; what else comes between two of them waits for the next.
        bool watches = message.Message is JobProtocol.WatchJob;
        if (watches) job.Watchers.Add(Sender);
        if (job.Actor is { } actor) actor.Forward(message.Message);
        else if (!watches && job.Delayed.Count < MostDelayed) job.Delayed.Enqueue((message.Message, Sender));
    }

    private void Open(JobId id)
    {
        if (!_jobs.TryGetValue(id, out var job) || job.Actor is null) return;
        job.IsOpen = true;
        _placement.Release(id);
        Attach(job);
        DeviceLost[] wrong = [.. _roster.Wrong.Union(job.Untold)];
        foreach (var lost in wrong) Distrust(job.Actor, lost);
        if (wrong.Length == 0) ComplainWithoutDevices(id);
    }

    /// <summary>Nodes learn it as they learn of more devices: the same life of the job, announced again.</summary>
    private void Prioritise(PrioritiseJob prioritise)
    {
        if (!_jobs.TryGetValue(prioritise.Job, out var job)) return;
        job.Definition = job.Definition with { Priority = prioritise.Priority };
        if (job.IsOpen) Announce(job, _placement.Placed(prioritise.Job));
    }

    private void Remember(JournalFailed failed)
    {
        (_lastFailure, _noRoom) = (failed.Reason, failed.NoRoom);
        if (_jobs.TryGetValue(failed.Job, out var job)) job.IsHopeless = !failed.MayRecover;
    }

    private void End(Terminated ended)
    {
        if (_roster.Nodes.Contains(ended.ActorRef))
        {
            Leave(ended.ActorRef);
            AttachAll();
            PublishNodes();
            return;
        }

        if (_stopping.Remove(ended.ActorRef, out var stopped))
        {
            StartActor(stopped);
            return;
        }

        var job = _jobs.Values.FirstOrDefault(job => ended.ActorRef.Equals(job.Actor));
        if (job is not null) Interrupt(job);
    }

    private void Interrupt(RunningJob job)
    {
        var id = job.Definition.Job;
        (job.Actor, job.IsOpen) = (null, false);
        if (_time.GetElapsedTime(job.Started) >= _settings.CalmTime) job.Crashes = job.Interruptions = 0;
        job.Interruptions++;
        if (!_noRoom) job.Crashes++;
        string reason = _lastFailure ?? "its actor stopped";
        if (job.IsHopeless || job.Crashes >= _settings.CrashLimit)
        {
            Context.System.EventStream.Publish(new JobStalled(id, reason) { IsGivenUp = true });
            Forget(id);
            return;
        }

        var pause = _settings.FirstPause * Math.Pow(2, Math.Min(job.Interruptions - 1, 20));
        if (pause > _settings.LongestPause) pause = _settings.LongestPause;
        Context.System.EventStream.Publish(new JobInterrupted(id, reason, pause));
        Timers.StartSingleTimer(id, new StartAgain(id), pause);
    }

    private void Forget(JobId id)
    {
        if (!_jobs.Remove(id, out var job)) return;
        Context.System.EventStream.Publish(new JobLetGo(id));
        Timers.Cancel(id);
        _placement.RemoveJob(id);
        foreach (var node in _roster.Nodes) node.Tell(new DetachJob(id));
        if (job.Actor is null) return;
        _stopping[job.Actor] = id;
        Context.Stop(job.Actor);
    }

    private sealed record StartAgain(JobId Job);

    private sealed class RunningJob(JobDefinition definition)
    {
        public JobDefinition Definition { get; set; } = definition;

        public IActorRef? Actor { get; set; }

        public HashSet<IActorRef> Watchers { get; } = [];

        /// <summary>What somebody wants of the job's next incarnation. Whoever has stopped waiting by then loses nothing: whatever is done to a job may be done twice.</summary>
        public Queue<(object Message, IActorRef Sender)> Delayed { get; } = new();

        public long Started { get; set; }

        public int Interruptions { get; set; }

        public int Crashes { get; set; }

        public bool IsOpen { get; set; }

        public bool IsHopeless { get; set; }

        /// <summary>Devices that compute wrongly, until the job has that in its journal: when it can be told, their node may be gone.</summary>
        public HashSet<DeviceLost> Untold { get; } = [];

        /// <summary>What was said last about why no device works for it.</summary>
        public string? Waits { get; set; }

        public WorkOrder Order =>
            new(Definition.Job, Definition.Scene, Definition.Priority) { MaxFrameTime = Definition.Terms.MaxFrameTime };
    }
}
