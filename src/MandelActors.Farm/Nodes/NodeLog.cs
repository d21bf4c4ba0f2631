using MandelActors.Protocol.Ids;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Nodes;

/// <summary>What a node's own log says. The names in braces are fields of the entry.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(LogLevel.Information, "job {Job} has work for {Devices}")]
    public static partial void Attached(ILogger log, JobId job, string devices);

    [LoggerMessage(LogLevel.Information, "job {Job} wants nothing more of this node")]
    public static partial void Detached(ILogger log, JobId job);

    [LoggerMessage(LogLevel.Information, "job {Job} is out of sight: what was begun for it is finished where a spool keeps it")]
    public static partial void OutOfSight(ILogger log, JobId job);

    [LoggerMessage(LogLevel.Warning, "frame {Frame} of job {Job}, attempt {Attempt}, failed on {Device}")]
    public static partial void Failed(ILogger log, JobId job, FrameNumber frame, Attempt attempt, DeviceId device, Exception cause);

    [LoggerMessage(LogLevel.Warning, "frame {Frame} of job {Job}, attempt {Attempt}, finds no room on this node's disk: {Reason}")]
    public static partial void NoRoom(ILogger log, JobId job, FrameNumber frame, Attempt attempt, string reason);

    [LoggerMessage(LogLevel.Warning, "{Device} works for job {Job} again in {Seconds:0.###} s, after {Crashes} failures in a row")]
    public static partial void StartsAgain(ILogger log, JobId job, DeviceId device, double seconds, int crashes);

    [LoggerMessage(LogLevel.Error, "{Device} gets no more work: {Reason}")]
    public static partial void GivenUp(ILogger log, DeviceId device, string reason);

    [LoggerMessage(LogLevel.Information, "works for the seed at {Seed}")]
    public static partial void Linked(ILogger log, string seed);

    [LoggerMessage(LogLevel.Warning, "no link to the seed at {Seed}: {Reason}; tries again until there is one")]
    public static partial void Unlinked(ILogger log, string seed, string reason);

    [LoggerMessage(LogLevel.Information, "node {Node} was told to stop: what it has not finished goes back to the jobs")]
    public static partial void Stops(ILogger log, NodeId node);

    [LoggerMessage(LogLevel.Warning, "node {Node} could not give everything back within {Seconds:0.###} s: the jobs take the rest for lost")]
    public static partial void LeftInHaste(ILogger log, NodeId node, double seconds);
}
