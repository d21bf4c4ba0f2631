using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

public static partial class JobProtocol
{
    /// <summary>Any question that changes nothing.</summary>
    public interface IJobQuery;

    /// <summary>Answered with one <see cref="JobStatus"/>.</summary>
    public sealed record GetStatus : IJobQuery;

    /// <summary>Answered with a <see cref="JobStatus"/> now and after changes, a few times a second at most, until the asking actor stops.</summary>
    public sealed record WatchJob : IJobQuery;

    /// <summary>Has every finished frame checked against the journal; answered with <see cref="JobAccepted"/> at once, findings become commands.</summary>
    public sealed record CheckFrames : IJobQuery;

    /// <summary>Answered with one <see cref="FrameList"/>: every finished frame in film order.</summary>
    public sealed record GetFrames : IJobQuery;

    /// <summary>Answered with one <see cref="FrameFound"/>.</summary>
    public sealed record GetFrame(FrameNumber Frame) : IJobQuery;
}
