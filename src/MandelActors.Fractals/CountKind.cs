namespace MandelActors.Fractals;

/// <summary>What a field says of an escaping pixel.</summary>
public enum CountKind
{
    /// <summary>ν = n + 1 − log₂(ln|zₙ| / ln 2).</summary>
    Smooth,

    /// <summary>n itself, the first index that escaped.</summary>
    Whole,
}
