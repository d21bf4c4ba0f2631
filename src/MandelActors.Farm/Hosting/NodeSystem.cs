using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Hosting;

/// <summary>The actor system of a node on its own.</summary>
internal static class NodeSystem
{
    /// <param name="logs">Hears what fails in it.</param>
    public static ActorSystem Start(ILoggerFactory logs) => ActorSystem.Create("node", new ActorSystemSettings { LoggerFactory = logs });
}
