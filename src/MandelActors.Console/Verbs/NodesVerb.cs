using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel nodes</c>: who works for a farm.</summary>
internal static class NodesVerb
{
    public static Command Create() => FarmListVerb.Create(
        "nodes",
        "List the nodes that are in a farm now, with their devices and what those work for.",
        (client, cancellation) => client.NodesAsync(cancellation),
        Listings.Of,
        ApiJson.Default.NodeView,
        ("mandel nodes --seed https://host:7414 --token-file token", "one line for each device"),
        ("mandel nodes --json", "one object for each node"));
}
