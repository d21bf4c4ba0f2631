namespace MandelActors.Protocol.Jobs;

/// <summary>What a job is busy with in this process.</summary>
public enum JobStage
{
    /// <summary>Reading its journal and clearing away what a crash left.</summary>
    Opening,

    /// <summary>Frames are rendered, or wait for a device.</summary>
    Rendering,

    /// <summary>All frames asked for are there; those of earlier runs are being checked.</summary>
    Checking,

    /// <summary>The film is being assembled and verified.</summary>
    Filming,

    /// <summary>Nothing is left to do.</summary>
    Finished,

    /// <summary>It cannot go on in this life: no film can be made, or its folder cannot be used. <see cref="JobProtocol.JobStatus.Reason"/> says why.</summary>
    Stuck,
}
