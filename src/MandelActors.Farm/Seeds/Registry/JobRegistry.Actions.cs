using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Farm.Seeds.Registry;

/// <content>What people do to jobs: passed on to the job, after it was brought back to life where that is wanted.</content>
public sealed partial class JobRegistry
{
    /// <summary>A job answers between two of its journal's writes; one that is just being started again does not answer at all.</summary>
    private static readonly TimeSpan ActionPatience = TimeSpan.FromSeconds(10);

    private void Act(ActOnJob action)
    {
        var job = _state.Find(action.Job);
        if (job is null)
        {
            Sender.Tell(new JobUnknown(action.Job));
            return;
        }

        if (action.Reopens) Restore(job);
        bool cancels = action.Message is JobProtocol.CancelJob;
        if (job.Outcome is not { } outcome)
        {
            // One that is stuck still hears that it is cancelled; one that was let go does not.
            if (_running.TryGetValue(action.Job, out var running) && ((running.IsLetGo && (action.Reopens || cancels)) || (running.IsStuck && action.Reopens))) StartAnew(job);
            Pass(action, Sender);
        }
        else if ((action.Message is JobProtocol.RetryFrames && outcome.End == JobEnd.Completed) || (cancels && outcome.End == JobEnd.Cancelled))
        {
            // Nothing failed, so nothing is tried again; and what is over already is not ended once more.
            Sender.Tell(JobProtocol.JobAccepted.Instance);
        }
        else if (!BringsBack(action, job, outcome))
        {
            Sender.Tell(new JobProtocol.JobRejected($"the job is {outcome.End.ToString().ToLowerInvariant()}"));
        }
        else
        {
            var asker = Sender;
            Reopen(job, () => Pass(action, asker));
        }
    }

    /// <summary>Whether a job that is over lives again because of what is done to it. One that failed does even to be cancelled, since that is for its own history to say.</summary>
    private static bool BringsBack(ActOnJob action, RegisteredJob job, JobOutcome outcome) => outcome.End switch
    {
        JobEnd.Completed => action.Reopens,
        JobEnd.Failed => action.Reopens || action.Message is JobProtocol.CancelJob,
        // With every frame there, only what comes after the last is left, which nobody has begun to throw away.
        JobEnd.Cancelled => action.Reopens && outcome.Done == job.Order.FrameCount,
        _ => throw new ArgumentException($"unknown end {outcome.End}", nameof(outcome)),
    };

    /// <summary>The scene's file is the one thing in a job's folder that the job itself does not look after.</summary>
    private void Restore(RegisteredJob job)
    {
        try
        {
            _store.Prepare(job.Job, job.Order.Scene);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The job meets the same disk in a moment, and says what is wrong with it.
        }
    }

    private void Reopen(RegisteredJob job, Action then) =>
        Persist(_state.Decide(new ReopenJob(job.Job), _time.GetUtcNow()).Event!, change =>
        {
            _state.Evolve(change);
            var reopened = _state.Find(job.Job)!;
            _board.Show(reopened);
            Start(reopened);
            then();
        });

    private void StartAnew(RegisteredJob job)
    {
        _coordinator.Tell(new FarmProtocol.StopJob(job.Job));
        _board.Show(job);
        Start(job);
    }

    private void Pass(ActOnJob action, IActorRef asker)
    {
        if (_running.TryGetValue(action.Job, out var running))
        {
            running.Acting++;
            running.Changes++;
            running.WantsLook |= action.Message is JobProtocol.CheckFrames;
        }

        AskAsync(action).PipeTo(Self, failure: problem => problem, success: answer => new Acted(action, running, answer.Reply, answer.Status, asker));
    }

    private async Task<(object Reply, JobProtocol.JobStatus? Status)> AskAsync(ActOnJob action)
    {
        try
        {
            object reply = await _coordinator.Ask<object>(new FarmProtocol.ToJob(action.Job, action.Message), ActionPatience).ConfigureAwait(false);
            if (reply is not JobProtocol.JobAccepted) return (reply, null);
            // What it says after the action, so that the answer shows what the action did.
            return (reply, await _coordinator.Ask<object>(new FarmProtocol.ToJob(action.Job, new JobProtocol.GetStatus()), ActionPatience).ConfigureAwait(false) as JobProtocol.JobStatus);
        }
        catch (AskTimeoutException)
        {
            return (JobBusy.Instance, null);
        }
    }

    private void Settle(Acted acted)
    {
        // Of the life that was acted on: another may have begun since.
        if (acted.Running is not null) acted.Running.Acting--;
        if (acted.Status is { } status) Note(status);
        else LookAgain(acted.Action.Job);
        acted.Asker.Tell(acted.Reply);
    }

    /// <summary>Has the job say once more where it stands: what it said while something was being done to it was not believed, and it may have nothing new to say.</summary>
    private void LookAgain(JobId job)
    {
        if (_running.ContainsKey(job)) _coordinator.Tell(new FarmProtocol.ToJob(job, new JobProtocol.WatchJob()));
    }

    private sealed record Acted(ActOnJob Action, RunningJob? Running, object Reply, JobProtocol.JobStatus? Status, IActorRef Asker);
}
