namespace MandelActors.Protocol.Jobs;

/// <summary>The conversation with one job.</summary>
/// <remarks>
/// <para>Clients, workers, healers and film assemblers send commands and queries; the job answers each with one reply, after whatever
/// the command changed is in the journal. Delivery is at most once and in order between two actors: whoever misses a reply asks
/// again, and every command may be repeated without harm.</para>
/// <para>Events are what the journal remembers. Their names and shapes stay readable for ever (<see cref="JobEventSerializer"/>):
/// a shape only grows, a new meaning gets a new version.</para>
/// </remarks>
public static partial class JobProtocol
{
    /// <summary>Anything the job does something about.</summary>
    public interface IJobCommand;

    /// <summary>Anything that happened to the job.</summary>
    public interface IJobEvent;

    /// <summary>Something that happened and that the journal remembers.</summary>
    public interface IJournalledEvent : IJobEvent
    {
        /// <summary>When it happened, by the clock of the process that decided it.</summary>
        DateTimeOffset At { get; }
    }

    /// <summary>Something that happened and that is meant to be forgotten when the process ends: leases, and what a run was asked to render.</summary>
    public interface IPassingEvent : IJobEvent;

    /// <summary>Any answer to a command.</summary>
    public interface IJobReply;
}
