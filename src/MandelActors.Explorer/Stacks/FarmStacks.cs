using MandelActors.Farm.Seeds;
using MandelActors.Farm.Seeds.Http;
using MandelActors.Kernels;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Scenes;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Explorer.Stacks;

/// <summary>Any chunk, slice or picture of a farm's stacks, computed when it is asked for, whether the job has rendered it or not.</summary>
/// <remarks>The few stacks that were asked for last are kept ready; letting go of one ends what is being computed of it.</remarks>
public sealed class FarmStacks : IAsyncDisposable
{
    /// <summary>Each holds whole levels of its own beside its share of the cache.</summary>
    private const int MostStacks = 4;

    private readonly Func<IDevice> _open;
    private readonly long _cacheBytes;
    private readonly Lock _lock = new();
    private readonly LinkedList<OpenStack> _recent = [];

    /// <param name="open">Opens a device; each stack has one, and disposes of it.</param>
    /// <param name="cacheBytes">What finished chunks and pictures of all stacks may fill.</param>
    public FarmStacks(Func<IDevice> open, long cacheBytes) => (_open, _cacheBytes) = (open, cacheBytes);

    /// <summary>Mounts the endpoints below each job's address.</summary>
    public void Map(SeedRoutes routes) =>
        StackEndpoints.Map(routes.Group(ApiRoutes.Stack("{job}"), new EndpointAccess(SeedRole.Read, 0, Leads: true)), context => Find(routes, (string)context.Request.RouteValues["job"]!));

    public async ValueTask DisposeAsync()
    {
        OpenStack[] open;
        lock (_lock)
        {
            open = [.. _recent];
            _recent.Clear();
        }

        foreach (var stack in open) await stack.DisposeAsync().ConfigureAwait(false);
    }

    private (StackSource Stack, ChunkCache Cache) Find(SeedRoutes routes, string job)
    {
        // Asked each time: a job that is gone answers no more.
        var scene = routes.SceneOf(job);
        OpenStack? oldest = null;
        OpenStack? found;
        lock (_lock)
        {
            found = _recent.FirstOrDefault(stack => stack.Job == job);
            if (found is not null) _recent.Remove(found);
            else found = new OpenStack(job, scene as StackScene ?? throw new RefusedException(StatusCodes.Status404NotFound, "the job is no stack"), _open(), _cacheBytes / MostStacks);
            _recent.AddFirst(found);
            if (_recent.Count > MostStacks)
            {
                oldest = _recent.Last!.Value;
                _recent.RemoveLast();
            }
        }

        if (oldest is not null) _ = oldest.DisposeAsync().AsTask();
        return (found.Source, found.Cache);
    }

    private sealed class OpenStack(string job, StackScene scene, IDevice device, long cacheBytes) : IAsyncDisposable
    {
        public string Job { get; } = job;

        public StackSource Source { get; } = new(scene, device);

        public ChunkCache Cache { get; } = new(cacheBytes);

        public async ValueTask DisposeAsync()
        {
            await Source.DisposeAsync().ConfigureAwait(false);
            device.Dispose();
        }
    }
}
