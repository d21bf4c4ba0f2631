using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Seeds.Http;

/// <summary>Says why something cannot be done to a job, and what can be done instead.</summary>
internal static class ActionRefusal
{
    /// <param name="action">As its route is called.</param>
    /// <param name="job">Where the job stands.</param>
    /// <param name="wantsFilm">Whether the job was ordered with a film.</param>
    /// <param name="reason">What the job itself says.</param>
    public static string Of(string action, JobView job, bool wantsFilm, string reason)
    {
        string cannot = $"job {job.JobId} cannot be {Done(action)}";
        return job.State switch
        {
            "completed" => $"{cannot}: it is completed; 'mandel fetch {job.JobId} -o DIR' brings its files, 'mandel heal {job.JobId}' has every frame read back",
            // Refused to one that failed, too: nothing of this program can work for it.
            "failed" when action is "cancel" or "retry" or "heal" => $"{cannot}: {job.Reason ?? reason}; 'mandel remove {job.JobId}' removes it",
            "failed" => $"{cannot}: it failed; 'mandel retry {job.JobId}' tries again what could not be made, 'mandel cancel {job.JobId}' ends it",
            "cancelled" when job.Done == job.Frames => $"{cannot}: it is cancelled; 'mandel retry {job.JobId}' {(wantsFilm && job.Film is null ? "brings it back to make its film" : "brings it back")}, 'mandel fetch {job.JobId} -o DIR' brings its frames",
            "cancelled" => $"{cannot}: it is cancelled, and that is for good; 'mandel fetch {job.JobId} -o DIR' brings what was finished, its scene may be submitted anew",
            _ => $"{cannot}: {reason}; 'mandel status {job.JobId}' says where it stands",
        };
    }

    private static string Done(string action) => action switch
    {
        "cancel" => "cancelled",
        "retry" => "tried again",
        "resume" or "pause" => $"{action}d",
        _ => $"{action}ed",
    };
}
