using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MandelActors.Farm.Coordination;
using MandelActors.Farm.Films;
using MandelActors.Farm.Hosting;
using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Scenes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MandelActors.Farm.Local;

/// <summary>The whole farm in this process, for one scene and one folder: coordinator, job, node and workers, with the journal in the folder.</summary>
public sealed class LocalRender
{
    private static readonly TimeSpan RoomInterval = TimeSpan.FromSeconds(1);

    /// <summary>Work under way looks at its cancellation every few milliseconds; what takes longer is a flush to a slow disk.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(0.9);

    private readonly LocalOrder _order;
    private readonly TimeProvider _time;

    public LocalRender(LocalOrder order, TimeProvider? time = null)
    {
        _order = order;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Renders what is missing, makes the film, writes the manifest; run again after any end it resumes.</summary>
    /// <returns>Reports as they come; the last one is <see cref="RenderReport.Finished"/>. Leaving early stops the farm.</returns>
    /// <exception cref="BadInputException">The folder cannot be used for this scene; it was left as it was.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; everything is stopped and nothing half done is left.</exception>
    public async IAsyncEnumerable<RenderReport> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        JobWorkspace? workspace = null;
        while (workspace is null)
        {
            string? full = TryOpen(out workspace);
            if (full is null) continue;
            yield return new RenderReport.Waiting(full);
            await Task.Delay(RoomInterval, _time, cancellationToken).ConfigureAwait(false);
        }

        using (workspace)
        {
            await foreach (var report in RunAsync(workspace, cancellationToken).ConfigureAwait(false)) yield return report;
        }
    }

    /// <returns>Why there is no workspace yet; null once there is.</returns>
    private string? TryOpen(out JobWorkspace? workspace)
    {
        try
        {
            workspace = JobWorkspace.Open(_order);
            return null;
        }
        catch (IOException problem) when (DiskFull.Is(problem))
        {
            workspace = null;
            return problem.Message;
        }
    }

    private async IAsyncEnumerable<RenderReport> RunAsync(JobWorkspace workspace, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RunningWork work = new();
        var messages = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
        IHost? host = null;
        while (host is null)
        {
            string? full = TryStart(workspace, work, out host);
            if (full is null) continue;
            yield return new RenderReport.Waiting(full);
            await Task.Delay(RoomInterval, _time, cancellationToken).ConfigureAwait(false);
        }

        LocalProgress progress = new(new FrameStore(workspace.Folder, FrameStore.FilesOf(_order.Scene, workspace.Folder)), _time);
        try
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
            Submit(host, workspace, messages.Writer);
            await foreach (object message in messages.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                var report = progress.Report(message);
                if (workspace.MustHaveHistory && message is JobProtocol.JobStatus { Stage: JobStage.Finished }) workspace.WriteScene();
                if (report is RenderReport.Finished) break;
                yield return report;
            }
        }
        finally
        {
            await StopAsync(host, workspace, work).ConfigureAwait(false);
        }

        yield return progress.Finished!;
    }

    private string? TryStart(JobWorkspace workspace, RunningWork work, out IHost? host)
    {
        var settings = _order.Settings;
        var devices = _order.Devices.Select(device => new NodeDevice(new DeviceId(device.Info.Id), device)).ToArray();
        try
        {
            host = LocalFarm.Build(
                workspace.Folder.Journal, devices, (order, _) => new StoreDelivery(new FrameStore(workspace.Folder, FrameStore.FilesOf(order.Scene, workspace.Folder))), LocalSettings.JobsFrom(settings), LocalSettings.WorkersFrom(settings),
                new FilmMaker(settings.Film.FfmpegPath), work, _time, StopPatience);
            return null;
        }
        catch (JournalException problem) when (DiskFull.Is(problem) || new FrameStore(workspace.Folder).FreeBytes < 1 << 20)
        {
            host = null;
            return $"no space left for the journal: {problem.Message}";
        }
        catch (JournalException problem)
        {
            throw new IOException($"{problem.Message}; --restart renders everything anew", problem);
        }
    }

    private void Submit(IHost host, JobWorkspace workspace, ChannelWriter<object> output)
    {
        string identity = SceneIdentity.Of(_order.Scene);
        // Long enough to tell any two scenes apart that one person will ever make, short enough to read out.
        JobId id = new(identity[..16]);
        JobDefinition definition = new(id, _order.Scene, workspace.Folder, _order.Frames, _order.Film) { MustHaveHistory = workspace.MustHaveHistory };
        var coordinator = host.Services.GetRequiredService<IRequiredActor<FarmCoordinator>>().ActorRef;
        var listener = host.Services.GetRequiredService<ActorSystem>().ActorOf(Props.Create(() => new RenderListener(id, coordinator, output)), "listener");
        coordinator.Tell(new FarmProtocol.StartJob(definition), listener);
    }

    private async Task StopAsync(IHost host, JobWorkspace workspace, RunningWork work)
    {
        await host.StopAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await work.WhenIdle().WaitAsync(StopPatience, _time).ConfigureAwait(false);
            workspace.RemoveTemporaryFiles();
        }
        catch (TimeoutException)
        {
            // What is still being written is swept at the next start.
        }

        host.Dispose();
    }
}
