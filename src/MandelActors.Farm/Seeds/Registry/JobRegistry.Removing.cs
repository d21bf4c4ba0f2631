using MandelActors.Farm.Coordination;
using MandelActors.Farm.Faults;
using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Farm.Seeds.Registry;

/// <content>What changes a job in the list and not in its own history: how urgent it is, and that it is to go.</content>
public sealed partial class JobRegistry
{
    private void Prioritise(PrioritiseJob prioritise)
    {
        var asker = Sender;
        var decision = _state.Decide(prioritise, _time.GetUtcNow());
        if (decision.Event is not { } prioritised)
        {
            asker.Tell(decision.Reply);
            return;
        }

        Persist(prioritised, change =>
        {
            _state.Evolve(change);
            _board.Correct(_state.Find(prioritise.Job)!);
            _coordinator.Tell(new FarmProtocol.PrioritiseJob(prioritise.Job, prioritise.Priority));
            asker.Tell(decision.Reply);
        });
    }

    /// <summary>First the journal, then the folder: what a crash leaves between the two is erased when the registry begins again.</summary>
    private void Remove(RemoveJob remove)
    {
        var asker = Sender;
        bool isLetGo = _running.TryGetValue(remove.Job, out var running) && running.IsLetGo;
        var decision = _state.Decide(remove with { IsLetGo = isLetGo }, _time.GetUtcNow());
        if (decision.Event is not { } removed)
        {
            // Removed before: whoever asks again may have been told that the folder would not go.
            if (decision.Reply is RegistryAccepted) Erase(remove.Job, asker);
            else asker.Tell(decision.Reply);
            return;
        }

        Persist(removed, change =>
        {
            _state.Evolve(change);
            _running.Remove(remove.Job);
            _board.Remove(remove.Job);
            // One that was taken for let go may be worked for all the same, where that was said of a former life.
            _coordinator.Tell(new FarmProtocol.StopJob(remove.Job));
            Removed(_log, remove.Job);
            Failpoint.Hit(Failpoint.JobRemoved);
            Erase(remove.Job, asker);
        });
    }

    private void EraseLeftovers()
    {
        foreach (var job in _state.Removed.Where(_store.Holds)) Erase(job, ActorRefs.NoSender);
    }

    /// <summary>On another thread: of a long film there is much to remove. No job is ever given the id again, so nothing new can lie there.</summary>
    private void Erase(JobId job, IActorRef? asker) =>
        Task.Run(() => _store.Remove(job)).PipeTo(Self, success: () => new Erased(job, null, asker), failure: problem => new Erased(job, problem, asker));

    private void Settle(Erased erased)
    {
        if (erased.Problem is { } problem) Unerased(_log, erased.Job, problem.Message);
        erased.Asker?.Tell(erased.Problem is null ? RegistryAccepted.Instance : new FolderRemains(erased.Problem.Message));
    }

    private sealed record Erased(JobId Job, Exception? Problem, IActorRef? Asker);
}
