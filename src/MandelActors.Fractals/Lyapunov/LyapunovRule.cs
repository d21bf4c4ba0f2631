namespace MandelActors.Fractals.Lyapunov;

/// <summary>How long an orbit is followed and which of its steps are averaged.</summary>
/// <param name="Iterations">Iterates that count, the one the sum starts from included: at least 2, of which all but one are averaged.</param>
/// <param name="WarmUp">Steps taken before those, so that the orbit comes near its attractor first.</param>
/// <param name="WholePeriods">Whether the last steps are left out so that every letter of the sequence counts equally often.</param>
public sealed record LyapunovRule(int Iterations = 100, int WarmUp = 0, bool WholePeriods = false)
{
    /// <summary>Terms of the average.</summary>
    public int TermsOf(LyapunovSequence sequence) => Iterations - 1 - (WholePeriods ? (Iterations - 1) % sequence.Period : 0);
}
