namespace MandelActors.Protocol.Registry;

/// <summary>The conversation with the registry: which jobs the farm has taken on.</summary>
/// <remarks>
/// The farm's HTTP endpoints send commands; the registry answers each with one reply, after whatever the command changed is in the journal.
/// Every command may be repeated without harm. Events stay readable for ever (<see cref="RegistryEventSerializer"/>): a shape only grows, a new
/// meaning gets a new version. What happens to the frames of a job is no matter of the registry's: that is the job's own history.
/// </remarks>
public static partial class RegistryProtocol
{
    /// <summary>Anything the registry does something about.</summary>
    public interface IRegistryCommand;

    /// <summary>Something that happened to the farm's list of jobs and that the journal remembers.</summary>
    public interface IRegistryEvent
    {
        /// <summary>When it happened, by the clock of the process that decided it.</summary>
        DateTimeOffset At { get; }
    }

    /// <summary>Any answer to a command.</summary>
    public interface IRegistryReply;
}
