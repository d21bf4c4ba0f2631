using MandelActors.Protocol.Ids;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Observing;

/// <content>What the log says of frames, devices and jobs. The names in braces are fields of the entry.</content>
internal sealed partial class FarmObserver
{
    [LoggerMessage(LogLevel.Warning, "frame {Frame} of job {Job}, attempt {Attempt}, failed on {Device}: {Reason}")]
    private static partial void Failed(ILogger log, JobId job, FrameNumber frame, Attempt attempt, DeviceId device, string reason);

    [LoggerMessage(LogLevel.Error, "frame {Frame} of job {Job} is set aside, tries in vain: {Failures}; the last: {Reason}")]
    private static partial void Quarantined(ILogger log, JobId job, FrameNumber frame, int failures, string reason);

    [LoggerMessage(LogLevel.Error, "ALARM: frame {Frame} of job {Job}, attempt {Attempt}, came out as {Found} on {Device}, but was {Known} on a {DeviceKind} before")]
    private static partial void Disputed(
        ILogger log, JobId job, FrameNumber frame, Attempt attempt, DeviceId device, Sha256Hash found, Sha256Hash known, string deviceKind);

    [LoggerMessage(LogLevel.Warning, "frame {Frame} of job {Job} is rendered again: {Why}")]
    private static partial void Invalidated(ILogger log, JobId job, FrameNumber frame, string why);

    [LoggerMessage(LogLevel.Information, "frame {Frame} of job {Job} was set aside and is tried again")]
    private static partial void Retried(ILogger log, JobId job, FrameNumber frame);

    [LoggerMessage(LogLevel.Warning, "frame {Frame} of job {Job}, attempt {Attempt}, was lost with its worker")]
    private static partial void Lost(ILogger log, JobId job, FrameNumber frame, Attempt attempt);

    [LoggerMessage(LogLevel.Information, "frame {Frame} of job {Job}, attempt {Attempt}, was given back by its worker")]
    private static partial void Returned(ILogger log, JobId job, FrameNumber frame, Attempt attempt);

    [LoggerMessage(LogLevel.Warning, "a result of frame {Frame} of job {Job}, attempt {Attempt}, came too late and was turned away")]
    private static partial void Late(ILogger log, JobId job, FrameNumber frame, Attempt attempt);

    [LoggerMessage(LogLevel.Warning, "{Device} gets no more frames of job {Job} while others take some: {Reason}")]
    private static partial void SetAside(ILogger log, JobId job, DeviceId device, string reason);

    [LoggerMessage(LogLevel.Information, "{Device} gets frames of job {Job} again")]
    private static partial void Trusted(ILogger log, JobId job, DeviceId device);

    [LoggerMessage(LogLevel.Information, "job {Job} is paused: {Reason}")]
    private static partial void PausedByHand(ILogger log, JobId job, string reason);

    [LoggerMessage(LogLevel.Warning, "job {Job} is paused: {Reason}")]
    private static partial void Paused(ILogger log, JobId job, string reason);

    [LoggerMessage(LogLevel.Information, "job {Job} goes on")]
    private static partial void Resumed(ILogger log, JobId job);

    [LoggerMessage(LogLevel.Warning, "job {Job}: {Warning}")]
    private static partial void Warned(ILogger log, JobId job, string warning);
}
