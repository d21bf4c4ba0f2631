using MandelActors.Farm.Coordination;
using MandelActors.Farm.Nodes;

namespace MandelActors.Farm.Links;

/// <summary>Node and coordinator are in one process.</summary>
public sealed class InProcessFabric(IActorRef coordinator) : IFarmFabric
{
    public Task JoinAsync(IActorRef node, NodeOffer offer, CancellationToken stop)
    {
        node.Tell(new FarmProtocol.CoordinatorFound(coordinator), ActorRefs.NoSender);
        return stop.IsCancellationRequested ? Task.CompletedTask : Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
