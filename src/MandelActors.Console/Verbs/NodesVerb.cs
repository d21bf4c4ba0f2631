using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel nodes</c>: who works for a farm.</summary>
internal static class NodesVerb
{
    public static Command Create()
    {
        var farm = new FarmOptions();
        var verb = new Verb(
            "nodes",
            "List the nodes that are in a farm now, with their devices and what those work for.",
            ("mandel nodes --seed https://host:7414 --token-file token", "one line for each device"),
            ("mandel nodes --json", "one object for each node"));
        farm.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            using var client = farm.Open(parsed);
            var nodes = await client.NodesAsync(cancellation).ConfigureAwait(false);
            if (!farm.IsJson(parsed)) Listings.Of(nodes).Print();
            else foreach (var node in nodes) JsonLine.Write(System.Console.Out, node, ApiJson.Default.NodeView);
            return ExitCode.Done;
        });
        return verb;
    }
}
