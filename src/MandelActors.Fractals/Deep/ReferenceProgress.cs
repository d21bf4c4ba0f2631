namespace MandelActors.Fractals.Deep;

/// <summary>How far a reference orbit has come.</summary>
/// <param name="Steps">Steps done.</param>
/// <param name="Limit">It ends here at the latest; most end where they close, far earlier.</param>
/// <param name="PrecisionBits">Bits behind the point in use.</param>
public readonly record struct ReferenceProgress(long Steps, long Limit, int PrecisionBits);
