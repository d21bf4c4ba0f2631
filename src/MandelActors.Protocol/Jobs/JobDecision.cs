namespace MandelActors.Protocol.Jobs;

/// <summary>What a command leads to: events in order, and the reply that may be sent once they are in the journal.</summary>
public readonly record struct JobDecision(JobProtocol.IJobReply Reply, IReadOnlyList<JobProtocol.IJobEvent> Events)
{
    public static JobDecision Nothing(JobProtocol.IJobReply reply) => new(reply, []);

    public static JobDecision Accept(params IReadOnlyList<JobProtocol.IJobEvent> events) => new(JobProtocol.JobAccepted.Instance, events);

    public static JobDecision Reject(string reason) => Nothing(new JobProtocol.JobRejected(reason));
}
