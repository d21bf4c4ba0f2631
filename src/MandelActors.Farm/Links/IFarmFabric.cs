using MandelActors.Farm.Nodes;

namespace MandelActors.Farm.Links;

/// <summary>How a node finds whoever coordinates the farm and reaches it: within the process, or over a network. No actor knows which.</summary>
public interface IFarmFabric
{
    /// <summary>Brings a node to the coordinator: tells it <see cref="Coordination.FarmProtocol.CoordinatorFound"/> now, and again whenever another is found after one was lost.</summary>
    /// <param name="node">The node's actor.</param>
    /// <param name="offer">Who the node says it is.</param>
    /// <returns>Ends when cancelled.</returns>
    /// <exception cref="NodeRefusedException">The farm will not have the node, and trying again will not help.</exception>
    /// <exception cref="Protocol.Documents.BadInputException">Nobody may work there without another token.</exception>
    Task JoinAsync(IActorRef node, NodeOffer offer, CancellationToken stop);
}
