using MandelActors.Farm.Coordination;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Links;

namespace MandelActors.Farm.Links;

/// <summary>The coordinator is on another machine: the node dials the seeds one after the other until one has it, and again whenever the link ends.</summary>
/// <param name="seeds">At least one; the one that coordinates is found through any of them.</param>
/// <param name="dialler">Makes the connections.</param>
/// <param name="address">Told which seed the node works for.</param>
/// <param name="storeId">The id of the store that this node sees as a folder of its own; null where frames travel over HTTP.</param>
/// <param name="report">Told what becomes of the link.</param>
internal sealed class LinkFabric(
    ActorSystem system,
    IReadOnlyList<Uri> seeds,
    SeedDialler dialler,
    SeedAddress address,
    string? storeId,
    LinkSettings settings,
    TimeProvider time,
    Action<LinkReport> report) : IFarmFabric
{
    /// <inheritdoc/>
    /// <remarks>Who is refused because a node of its name is there says so and tries again: that one may be gone by then.</remarks>
    public async Task JoinAsync(IActorRef node, NodeOffer offer, CancellationToken stop)
    {
        LinkProtocol.Hello hello = new(ProgramVersion.Current, offer.Node, offer.Life, offer.Tags) { Store = storeId };
        DialPause pause = new(settings, seeds.Count > 1, time);
        for (int turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var seed = seeds[turn % seeds.Count];
            var answer = SeedAnswer.None;
            string reason;
            try
            {
                reason = await ServeAsync(seed, hello, node, pause.Welcome, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (LinkEndedException problem)
            {
                (reason, answer) = (problem.Message, problem.Answer);
            }
            catch (LinkRefusedException problem)
            {
                reason = problem.Message;
            }

            if (stop.IsCancellationRequested) return;
            pause.Fail(answer);
            // Another seed is tried at once; a pause comes when all have been.
            var wait = (turn + 1) % seeds.Count == 0 ? pause.Next() : TimeSpan.Zero;
            report(new LinkReport.Lost(seed, reason, wait));
            await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> ServeAsync(Uri dialled, LinkProtocol.Hello hello, IActorRef node, Action welcomed, CancellationToken stop)
    {
        var (socket, seed, welcome) = await dialler.DialAsync(dialled, hello, stop).ConfigureAwait(false);
        await using var _ = socket.ConfigureAwait(false);
        welcomed();
        address.Current = seed;
        report(new LinkReport.Connected(seed, welcome.Seed));
        try
        {
            var end = await RunningLink.RunAsync(
                system, socket, new NodeSide(), node, settings,
                proxy => node.Tell(new FarmProtocol.CoordinatorFound(proxy), ActorRefs.NoSender), stop).ConfigureAwait(false);
            return end.Reason;
        }
        finally
        {
            address.Current = null;
        }
    }
}
