namespace MandelActors.Fractals.Deep;

/// <summary>Where following a pixel in single precision has come to; numbered as in the kernels.</summary>
public enum SingleOutcome
{
    /// <summary>Nowhere yet: the operations that it was given are used up.</summary>
    GoesOn = 0,

    /// <summary>It escaped.</summary>
    Escaped = 1,

    /// <summary>It passed the limit and no index up to there escaped.</summary>
    Late = 2,

    /// <summary>It goes round for ever.</summary>
    Inside = 3,

    /// <summary>Its error has grown so large that single precision says nothing of it.</summary>
    Lost = 4,
}
