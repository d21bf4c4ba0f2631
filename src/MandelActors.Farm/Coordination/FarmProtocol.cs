using MandelActors.Farm.Jobs;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Store;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Coordination;

/// <summary>The conversation between coordinator, nodes and workers: who works for which job, and whose turn it is on a device.</summary>
/// <remarks>
/// Coordinator and node say who exists; worker and node say whose turn it is. A lost message is made good by death watch: whoever
/// ends gives back what it held. These messages carry references of this process and go into no journal.
/// </remarks>
public static partial class FarmProtocol
{
    /// <summary>To the coordinator: run this job. Answered with <see cref="JobStarted"/>.</summary>
    public sealed record StartJob(JobDefinition Definition);

    /// <summary>To the coordinator: let the job go; its workers and itself stop.</summary>
    public sealed record StopJob(JobId Job);

    /// <summary>The job's address, which stays the same while the job's actor is replaced after a crash.</summary>
    public sealed record JobStarted(JobId Job);

    /// <summary>To the coordinator, once and again after a crash: pass this on to the job, with the same sender.</summary>
    public sealed record ToJob(JobId Job, object Message);

    /// <summary>From a job to its parent: it recovered and may be given workers.</summary>
    public sealed record JobOpened(JobId Job);

    /// <summary>From a job to its parent, before it stops: the journal would not take or give its events.</summary>
    /// <param name="MayRecover">False for a history that this version does not understand.</param>
    /// <param name="NoRoom">The disk is full: trying again is right for as long as it takes.</param>
    public sealed record JournalFailed(JobId Job, string Reason, bool MayRecover, bool NoRoom);

    /// <summary>On the event stream: the job's actor is gone and will be started again after a pause.</summary>
    public sealed record JobInterrupted(JobId Job, string Reason, TimeSpan Pause);

    /// <summary>On the event stream: the job cannot go on in this process.</summary>
    public sealed record JobStalled(JobId Job, string Reason)
    {
        /// <summary>Whether the coordinator let the job go; otherwise it waits for a device.</summary>
        public bool IsGivenUp { get; init; }
    }

    /// <summary>On the event stream: what a job waits for before any device may work for it, whenever that changes.</summary>
    /// <param name="Why">A few words; null once a device works for it.</param>
    public sealed record JobWaits(JobId Job, string? Why);

    /// <summary>To the coordinator: from now on the job is more or less urgent than it was. Without an answer; of a job it does not know nothing happens.</summary>
    public sealed record PrioritiseJob(JobId Job, int Priority);

    /// <summary>To the coordinator: which nodes are here? Answered with <see cref="MandelActors.Protocol.Api.NodeList"/>.</summary>
    public sealed record GetNodes
    {
        public static GetNodes Instance { get; } = new();
    }

    /// <summary>To a node: here is the coordinator. Its end is seen by death watch, and another may be found afterwards.</summary>
    public sealed record CoordinatorFound(IActorRef Coordinator);

    /// <summary>From a node to the coordinator: these devices are here.</summary>
    public sealed record NodeJoined(NodeOffer Node, IReadOnlyList<OfferedDevice> Devices);

    /// <summary>A device as a node offers it.</summary>
    public sealed record OfferedDevice(DeviceId Device, DeviceInfo Info);

    /// <summary>From a node to the coordinator: the device failed too often in a row, does not stop, or computes wrongly, and is given up.</summary>
    public sealed record DeviceLost(DeviceId Device, string Reason)
    {
        /// <summary>Whether it computes wrongly: jobs must look again at what it finished.</summary>
        public bool IsWrong { get; init; }
    }

    /// <summary>From a worker to its node, and from there to all workers on the device: nothing more can come of it.</summary>
    public sealed record DeviceUnfit(DeviceId Device, string Reason)
    {
        /// <inheritdoc cref="DeviceLost.IsWrong"/>
        public bool IsWrong { get; init; }
    }

    /// <summary>To a node: have devices work for this job.</summary>
    /// <param name="Job">The job's present life.</param>
    public sealed record AttachJob(WorkOrder Order, IActorRef Job)
    {
        /// <summary>The devices that are to work for it, those that do already included; null for all.</summary>
        public IReadOnlyList<DeviceId>? Devices { get; init; }
    }

    /// <summary>To a node: no device works for this job any more, and nothing it has begun is of use.</summary>
    public sealed record DetachJob(JobId Job);

    /// <summary>From a worker to its node: it has a frame ready for the device.</summary>
    public sealed record RequestDevice(DeviceId Device, JobId Job);

    /// <summary>To a worker: the device is its alone, for one frame.</summary>
    public sealed record DeviceGranted(DeviceId Device);

    /// <summary>From a worker to its node: done with the device.</summary>
    /// <param name="Again">Whether it has another frame ready: saves the message that would ask for it.</param>
    public sealed record ReturnDevice(DeviceId Device, JobId Job, bool Again);

    /// <summary>To a job: somebody is about to hand in a frame. Answered with <see cref="FrameExpected"/>, or with <see cref="Protocol.Jobs.JobProtocol.FrameRejected"/> for a late attempt, which is counted.</summary>
    public sealed record ExpectFrame(FrameNumber Frame, Attempt Attempt);

    /// <summary>The attempt is current.</summary>
    /// <param name="Store">Where its files go.</param>
    public sealed record FrameExpected(FrameStore Store);

    /// <summary>To a job: its frames wait, because the seed may not write where they belong.</summary>
    /// <param name="Folder">Where.</param>
    public sealed record FolderClosed(string Folder);

    /// <summary>From a job to workers that found nothing to do: ask again.</summary>
    public sealed record FramesAvailable
    {
        public static FramesAvailable Instance { get; } = new();
    }

    /// <summary>From a worker to its node, before it stops: its job is gone, and nothing is wrong with the device.</summary>
    public sealed record WorkerLeaving
    {
        public static WorkerLeaving Instance { get; } = new();
    }

    /// <summary>To a node, and from there to its workers: the process is to end. What is not done is given back, so that nobody waits for it. A node answers with <see cref="WorkEnded"/>.</summary>
    public sealed record EndWork
    {
        public static EndWork Instance { get; } = new();
    }

    /// <summary>From a node: no worker is left.</summary>
    public sealed record WorkEnded
    {
        public static WorkEnded Instance { get; } = new();
    }

    /// <summary>From a worker to its node: it finished a frame, so its device works.</summary>
    public sealed record WorkerHealthy(JobId Job, DeviceId Device);
}
