namespace MandelActors.Farm.Seeds.Observing;

/// <summary>Why a frame is granted once more.</summary>
internal enum RetryReason
{
    /// <summary>Rendering or writing it failed, or took too long.</summary>
    Failed,

    /// <summary>Its worker vanished with it.</summary>
    Lost,

    /// <summary>Its worker gave it back, or it was taken from it.</summary>
    Returned,

    /// <summary>Its file was damaged or gone.</summary>
    Damaged,

    /// <summary>Somebody asked for what was set aside.</summary>
    Asked,

    /// <summary>The job's actor began anew.</summary>
    Interrupted,
}
