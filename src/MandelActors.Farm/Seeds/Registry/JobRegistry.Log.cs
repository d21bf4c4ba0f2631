using MandelActors.Protocol.Ids;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Registry;

/// <content>What of a job's life goes into the log; what happens in it, <see cref="Observing.FarmObserver"/> writes down.</content>
public sealed partial class JobRegistry
{
    [LoggerMessage(LogLevel.Information, "job {Job} taken on: '{Name}', {Kind}, {Frames} frames")]
    private static partial void Admitted(ILogger log, JobId job, string name, string kind, int frames);

    private static void Ended(ILogger log, JobId job, string end, int done, string reason)
    {
        if (reason.Length == 0) EndedOfItself(log, job, end, done);
        else EndedBecause(log, job, end, done, reason);
    }

    [LoggerMessage(LogLevel.Information, "job {Job} is {End}, {Done} frames done")]
    private static partial void EndedOfItself(ILogger log, JobId job, string end, int done);

    [LoggerMessage(LogLevel.Information, "job {Job} is {End}, {Done} frames done: {Reason}")]
    private static partial void EndedBecause(ILogger log, JobId job, string end, int done, string reason);

    [LoggerMessage(LogLevel.Information, "job {Job} is removed")]
    private static partial void Removed(ILogger log, JobId job);

    [LoggerMessage(LogLevel.Warning, "the folder of the removed job {Job} cannot be removed, the next start tries again: {Reason}")]
    private static partial void Unerased(ILogger log, JobId job, string reason);

    [LoggerMessage(LogLevel.Warning, "files of the jobs {Jobs} lie in '{Store}', and the journal knows none of these jobs: move their folders out of 'jobs', a job submitted under the same key would clear them away")]
    private static partial void Strange(ILogger log, string jobs, string store);

    [LoggerMessage(LogLevel.Error, "job {Job} failed and is started again after {Pause}: {Reason}")]
    private static partial void Interrupted(ILogger log, JobId job, string reason, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "job {Job} cannot go on: {Reason}")]
    private static partial void Stalled(ILogger log, JobId job, string reason);
}
