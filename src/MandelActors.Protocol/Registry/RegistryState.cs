using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Protocol.Registry;

/// <summary>Which jobs the farm has taken on: pure state of commands and events, without a clock and without a disk.</summary>
public sealed class RegistryState
{
    private readonly OrderedDictionary<JobId, RegisteredJob> _jobs = [];

    /// <summary>All jobs, the newest last.</summary>
    public IReadOnlyCollection<RegisteredJob> Jobs => _jobs.Values;

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
            default: throw new ArgumentException($"unknown event {change.GetType().Name}", nameof(change));
        }
    }

    /// <summary>A repeated order is the same job as long as it would draw the same frames; how urgent it is and what it is called may have changed meanwhile.</summary>
    private RegistryDecision Admit(AdmitJob admit, DateTimeOffset now)
    {
        if (Find(admit.Job) is not { } known) return new RegistryDecision(new AdmissionAccepted(admit.Job, true), new JobAdmitted(admit.Job, admit.Order, now));
        var (before, order) = (known.Order, admit.Order);
        if (before.Key != order.Key) return Refuse("belongs to another key");
        if (before.Identity != order.Identity) return Refuse("has another scene");
        if (before.FirstFrame != order.FirstFrame || before.LastFrame != order.LastFrame)
            return Refuse($"renders frames {before.FirstFrame}..{before.LastFrame}, not {order.FirstFrame}..{order.LastFrame}");
        if (before.Film != order.Film) return Refuse(before.Film ? "makes a film" : "makes no film");
        return new RegistryDecision(new AdmissionAccepted(admit.Job, false));

        RegistryDecision Refuse(string difference) => new(new AdmissionRejected($"job {admit.Job} of key '{order.Key}' {difference}"));
    }
}
