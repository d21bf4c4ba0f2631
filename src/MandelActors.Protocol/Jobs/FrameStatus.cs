namespace MandelActors.Protocol.Jobs;

/// <summary>Where a frame stands, as the journal knows it; whether a worker holds it right now is known apart from this.</summary>
public enum FrameStatus : byte
{
    Wanted = 0,

    /// <summary>Rendered, in its place and in the journal.</summary>
    Done = 1,

    /// <summary>Tried without success and to be tried again.</summary>
    Failed = 2,

    /// <summary>Failed too often, or cannot get its place; left out until somebody asks for it again.</summary>
    Quarantined = 3,

    /// <summary>Was done, then found missing or damaged; to be rendered again.</summary>
    Invalidated = 4,
}
