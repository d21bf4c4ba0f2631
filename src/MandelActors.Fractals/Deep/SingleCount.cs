namespace MandelActors.Fractals.Deep;

/// <summary>What single precision says of a pixel.</summary>
/// <param name="Index">n, the first index that escaped; 0 where none did.</param>
/// <param name="Fraction">ν − n; NaN where nothing escaped.</param>
/// <param name="Bound">ν is within this of its true value; where nothing escaped 0 says that truly nothing does up to the limit. Infinite where nothing is known.</param>
public readonly record struct SingleCount(long Index, float Fraction, float Bound)
{
    /// <summary>The count as a rule asks for it; NaN where nothing escaped.</summary>
    public double Of(EscapeRule rule) => Index == 0 ? double.NaN : rule.Count == CountKind.Whole ? Index : Index + (double)Fraction;
}
