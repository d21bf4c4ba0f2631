using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Registry;

public static partial class RegistryProtocol
{
    /// <summary>Takes a job on, or changes nothing if it was taken on before with the same scene.</summary>
    /// <param name="Job">Made from the key, where there is one: the same key always names the same job.</param>
    public sealed record AdmitJob(JobId Job, JobOrder Order) : IRegistryCommand;

    /// <summary>Says that nothing happens any more by itself.</summary>
    public sealed record EndJob(JobId Job, JobOutcome Outcome) : IRegistryCommand;

    /// <summary>Has a job that was over worked for again; changes nothing if it is not over.</summary>
    public sealed record ReopenJob(JobId Job) : IRegistryCommand;
}
