using System.Diagnostics.CodeAnalysis;

namespace MandelActors.Actors.Hosting;

/// <summary>The actors of a host that others look for. Thread-safe.</summary>
public sealed class ActorRegistry : IActorRegistry
{
    private readonly Dictionary<Type, TaskCompletionSource<IActorRef>> _actors = [];
    private readonly Lock _gate = new();

    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        if (!TryRegister<TKey>(actor, overwrite))
            throw new DuplicateActorRegistryException($"An actor is already registered under {typeof(TKey).Name}");
    }

    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false)
    {
        lock (_gate)
        {
            var entry = Entry(typeof(TKey));
            if (entry.TrySetResult(actor))
                return true;
            if (!overwrite)
                return false;
            _actors[typeof(TKey)] = entry = NewEntry();
            return entry.TrySetResult(actor);
        }
    }

    public IActorRef Get<TKey>() => TryGet<TKey>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor is registered under {typeof(TKey).Name}");

    public bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor)
    {
        lock (_gate)
        {
            bool known = _actors.TryGetValue(typeof(TKey), out var entry) && entry.Task.IsCompleted;
            actor = known ? entry!.Task.GetAwaiter().GetResult() : null;
            return known;
        }
    }

    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default)
    {
        lock (_gate)
            return Entry(typeof(TKey)).Task.WaitAsync(ct);
    }

    private TaskCompletionSource<IActorRef> Entry(Type key)
    {
        if (!_actors.TryGetValue(key, out var entry))
            _actors.Add(key, entry = NewEntry());
        return entry;
    }

    private static TaskCompletionSource<IActorRef> NewEntry() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
