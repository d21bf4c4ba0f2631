using MandelActors.Farm.Store;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Jobs;

/// <summary>What a process is asked to do for one job.</summary>
/// <param name="Job">Whose.</param>
/// <param name="Scene">What to draw.</param>
/// <param name="Folder">Where; this process holds its lock.</param>
/// <param name="Frames">The frames to render, within the film.</param>
/// <param name="Film">Whether to assemble the film once every frame of it is there.</param>
/// <param name="Priority">Of two jobs that want a device the larger one gets it.</param>
public sealed record JobDefinition(JobId Job, Scene Scene, JobFolder Folder, FrameRange Frames, bool Film, int Priority = 0)
{
    /// <summary>What whoever submitted the job asks of devices and frames.</summary>
    public JobTerms Terms { get; init; } = JobTerms.None;

    /// <summary>Whether the folder holds frames or a journal that only this job's own history can explain: without one it is left untouched.</summary>
    public bool MustHaveHistory { get; init; }

    /// <summary>The file that holds the job's history, watched because somebody may remove it; null where the history lies elsewhere.</summary>
    public string? Journal { get; init; } = Folder.Journal;

    /// <summary>The files of this job's frames.</summary>
    public FrameStore OpenStore() => new(Folder, FrameStore.FilesOf(Scene, Folder));
}
