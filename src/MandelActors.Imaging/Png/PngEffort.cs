namespace MandelActors.Imaging.Png;

/// <summary>How hard to look for a shorter file.</summary>
public enum PngEffort
{
    /// <summary>As fast as disks are: the choice for frames (src/decisions/0004-png-deflate.md).</summary>
    Fast,

    /// <summary>A good deal shorter, several times slower: the choice for single pictures.</summary>
    Small,
}
