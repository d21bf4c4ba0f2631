using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Registry;

public static partial class RegistryProtocol
{
    /// <summary>The job is in the journal.</summary>
    /// <param name="Created">False if it was there before.</param>
    public sealed record AdmissionAccepted(JobId Job, bool Created) : IRegistryReply;

    /// <summary>The key belongs to another order; nothing was changed.</summary>
    /// <param name="Job">Whose key it is.</param>
    public sealed record AdmissionRejected(JobId Job, string Reason) : IRegistryReply;

    /// <summary>The job is not over, so it is not removed.</summary>
    public sealed record RemovalRejected(JobId Job) : IRegistryReply;

    /// <summary>Done, or it was done before.</summary>
    public sealed record RegistryAccepted : IRegistryReply
    {
        public static RegistryAccepted Instance { get; } = new();
    }

    /// <summary>There is no such job.</summary>
    public sealed record JobUnknown(JobId Job) : IRegistryReply;
}
