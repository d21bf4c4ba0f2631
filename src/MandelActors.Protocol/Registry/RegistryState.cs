using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Protocol.Registry;

/// <summary>Which jobs the farm has taken on: pure state of commands and events, without a clock and without a disk.</summary>
public sealed class RegistryState
{
    private readonly OrderedDictionary<JobId, RegisteredJob> _jobs = [];
    private readonly HashSet<JobId> _removed = [];

    /// <summary>All jobs, the newest last.</summary>
    public IReadOnlyCollection<RegisteredJob> Jobs => _jobs.Values;

    /// <summary>Jobs that were removed: nothing of them is to be left in the store.</summary>
    public IReadOnlyCollection<JobId> Removed => _removed;

    /// <summary>A job; null if there is none of this id.</summary>
    public RegisteredJob? Find(JobId job) => _jobs.GetValueOrDefault(job);

    /// <summary>Says what a command leads to, and changes nothing.</summary>
    /// <param name="now">The time that goes into the event.</param>
    /// <exception cref="ArgumentException">A command this state machine does not know.</exception>
    public RegistryDecision Decide(IRegistryCommand command, DateTimeOffset now) => command switch
    {
        AdmitJob admit => Admit(admit, now),
        EndJob end => Find(end.Job) switch
        {
            null => new RegistryDecision(new JobUnknown(end.Job)),
            { Outcome: null } => new RegistryDecision(RegistryAccepted.Instance, new JobEnded(end.Job, end.Outcome, now)),
            _ => new RegistryDecision(RegistryAccepted.Instance),
        },
        ReopenJob reopen => Find(reopen.Job) switch
        {
            null => new RegistryDecision(new JobUnknown(reopen.Job)),
            { Outcome: null } => new RegistryDecision(RegistryAccepted.Instance),
            _ => new RegistryDecision(RegistryAccepted.Instance, new JobReopened(reopen.Job, now)),
        },
        PrioritiseJob prioritise => Find(prioritise.Job) switch
        {
            null => new RegistryDecision(new JobUnknown(prioritise.Job)),
            { Priority: var before } when before == prioritise.Priority => new RegistryDecision(RegistryAccepted.Instance),
            _ => new RegistryDecision(RegistryAccepted.Instance, new JobPrioritised(prioritise.Job, prioritise.Priority, now)),
        },
        RemoveJob remove => Remove(remove, now),
        _ => throw new ArgumentException($"unknown command {command.GetType().Name}", nameof(command)),
    };

    /// <summary>Makes an event part of the state.</summary>
    /// <exception cref="ArgumentException">An event this version does not know: a newer program wrote it.</exception>
    public void Evolve(IRegistryEvent change)
    {
        switch (change)
        {
            case JobAdmitted admitted: _jobs[admitted.Job] = new RegisteredJob(admitted.Job, admitted.Order, admitted.At, null); break;
            case JobEnded ended: _jobs[ended.Job] = _jobs[ended.Job] with { Outcome = ended.Outcome }; break;
            case JobReopened reopened: _jobs[reopened.Job] = _jobs[reopened.Job] with { Outcome = null }; break;
            case JobPrioritised prioritised: _jobs[prioritised.Job] = _jobs[prioritised.Job] with { Priority = prioritised.Priority }; break;
            case JobRemoved removed:
                _jobs.Remove(removed.Job);
                _removed.Add(removed.Job);
                break;
            default: throw new ArgumentException($"unknown event {change.GetType().Name}", nameof(change));
        }
    }

    /// <summary>A repeated order is the same job as long as it asks for the same; what it is called may have changed meanwhile.</summary>
    private RegistryDecision Admit(AdmitJob admit, DateTimeOffset now)
    {
        var job = LifeOf(admit.Job);
        if (Find(job) is not { } known) return new RegistryDecision(new AdmissionAccepted(job, true), new JobAdmitted(job, admit.Order, now));
        return known.Order.DifferenceFrom(admit.Order) is { } difference
            ? new RegistryDecision(new AdmissionRejected(job, $"job {job} has the key '{admit.Order.Key}' and {difference}"))
            : new RegistryDecision(new AdmissionAccepted(job, false));
    }

    /// <summary>The id under which a job's history may begin: that of a removed job is never given again, since what it wrote is still in the journal.</summary>
    private JobId LifeOf(JobId job)
    {
        var life = job;
        for (var count = 2; _removed.Contains(life); count++) life = new JobId($"{job.Value}-{count}");
        return life;
    }

    private RegistryDecision Remove(RemoveJob remove, DateTimeOffset now) => Find(remove.Job) switch
    {
        null when _removed.Contains(remove.Job) => new RegistryDecision(RegistryAccepted.Instance),
        null => new RegistryDecision(new JobUnknown(remove.Job)),
        { Outcome: null } when !remove.IsLetGo => new RegistryDecision(new RemovalRejected(remove.Job)),
        _ => new RegistryDecision(RegistryAccepted.Instance, new JobRemoved(remove.Job, now)),
    };
}
