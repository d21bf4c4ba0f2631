using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Registry;

public static partial class RegistryProtocol
{
    /// <summary>Takes a job on, or changes nothing if it was taken on before and asks for the same.</summary>
    /// <param name="Job">Made from the key, where there is one: the same key always names the same job.</param>
    public sealed record AdmitJob(JobId Job, JobOrder Order) : IRegistryCommand;

    /// <summary>Says that nothing happens any more by itself.</summary>
    public sealed record EndJob(JobId Job, JobOutcome Outcome) : IRegistryCommand;

    /// <summary>Has a job that was over worked for again; changes nothing if it is not over.</summary>
    public sealed record ReopenJob(JobId Job) : IRegistryCommand;

    /// <summary>Changes how urgent a job is; that of one that is over counts if it is reopened.</summary>
    /// <param name="Priority">−100 to 100.</param>
    public sealed record PrioritiseJob(JobId Job, int Priority) : IRegistryCommand;

    /// <summary>Has nothing of a job that is over be left: answered with <see cref="RegistryAccepted"/>, once more for one that was removed before, or with <see cref="RemovalRejected"/>.</summary>
    public sealed record RemoveJob(JobId Job) : IRegistryCommand
    {
        /// <summary>Whether the farm has let the job go without its being over, and does nothing for it any more: then it is removed all the same.</summary>
        public bool IsLetGo { get; init; }
    }
}
