namespace MandelActors.FaultTests.Power;

/// <summary>What a loss of power may make of what was written and not flushed. File systems differ, and so each is tried.</summary>
internal enum PowerLoss
{
    /// <summary>All of it is gone: content, and names of files made, renamed and removed.</summary>
    Everything,

    /// <summary>Names are as they were at the end, and content that was not flushed is gone.</summary>
    Content,

    /// <summary>Names and lengths are as they were at the end, and content that was not flushed is zeros.</summary>
    ContentWithinLength,

    /// <summary>Names are gone, and of the content every second write has arrived.</summary>
    EverySecondWrite,
}
