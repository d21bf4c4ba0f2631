using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Registry;

/// <content>What of a job goes into the log.</content>
public sealed partial class JobRegistry
{
    /// <summary>Logs what a job warns of and has not warned of before.</summary>
    private void LogWarnings(JobProtocol.JobStatus status, RunningJob running)
    {
        int known = -1;
        for (int i = 0; i < status.Warnings.Count; i++) if (status.Warnings[i] == running.Warned) known = i;
        foreach (string warning in status.Warnings.Skip(known + 1)) Warned(_log, status.Job, warning);
        running.Warned = status.Warnings.Count > 0 ? status.Warnings[status.Warnings.Count - 1] : null;
    }

    [LoggerMessage(LogLevel.Information, "job {Job} taken on: '{Name}', {Kind}, {Frames} frames")]
    private static partial void Admitted(ILogger log, JobId job, string name, string kind, int frames);

    [LoggerMessage(LogLevel.Information, "job {Job} is {End}, {Done} frames done {Reason}")]
    private static partial void Ended(ILogger log, JobId job, string end, int done, string reason);

    [LoggerMessage(LogLevel.Warning, "job {Job}: {Warning}")]
    private static partial void Warned(ILogger log, JobId job, string warning);

    [LoggerMessage(LogLevel.Error, "job {Job} failed and is started again after {Pause}: {Reason}")]
    private static partial void Interrupted(ILogger log, JobId job, string reason, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "job {Job} cannot go on: {Reason}")]
    private static partial void Stalled(ILogger log, JobId job, string reason);
}
