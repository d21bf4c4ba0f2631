namespace MandelActors.Farm.Links;

/// <summary>What a node that dialled in vain heard.</summary>
internal enum SeedAnswer
{
    /// <summary>Nothing, or nothing that says when to try again.</summary>
    None,

    /// <summary>The machine is there, and no seed on it: one may be starting.</summary>
    NobodyThere,

    /// <summary>A seed is there and does not lead: another is about to.</summary>
    NotNow,
}
