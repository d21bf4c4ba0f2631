namespace MandelActors.Fractals.Lyapunov;

/// <summary>The Lyapunov exponent of a logistic map whose coefficient changes from step to step, one point at a time: the truth the fast kernel is compared with.</summary>
/// <remarks>
/// x₀ = ½ and xᵢ = r·xᵢ₋₁·(1 − xᵢ₋₁) with the coefficient r of the sequence's letter i (the letter 0 multiplies nothing), then
/// λ = (1/n)·Σ ln|r·(1 − 2xᵢ)| over the n terms that the rule names. Negative is order, positive chaos. Every step rounds in one way,
/// which all twins repeat: (r·x)·(1 − x), nothing fused, so that an orbit has the bits it has in NumPy.
/// <para>
/// <i>The ends.</i> An orbit that meets ½ is superstable: ln 0 lets λ be −∞, and so does a coefficient of 0. With every coefficient in
/// 0 … 4 an orbit stays in 0 … 1 and λ at most ln 4. At 4 exactly x may come to 1 and then to 0, where it stays: ln r a term. Outside 0 … 4
/// orbits may run off to infinity; then λ is +∞, or finite and large where the last step comes first. What NumPy makes NaN is NaN:
/// a coefficient of 0 after infinity, or both infinities in one sum.
/// </para>
/// <i>Source:</i> M. Markus and B. Hess, Lyapunov exponents of the logistic map with periodic forcing, Computers &amp; Graphics 13, 1989.
/// </remarks>
public static class LyapunovExponent
{
    /// <summary>Where every orbit starts: the critical point, which finds an attracting cycle wherever there is one.</summary>
    public const double Start = 0.5;

    /// <summary>λ of one point.</summary>
    /// <param name="coefficients">Those of A, B, …, finite.</param>
    /// <returns>λ in nats a step, within 2⁻⁵² of the mean |term| and of |λ|: the sum is compensated.</returns>
    /// <exception cref="ArgumentException">The rule leaves no term, or a letter has no coefficient.</exception>
    public static double Of(LyapunovSequence sequence, ReadOnlySpan<double> coefficients, LyapunovRule rule)
    {
        RequireValid(sequence, coefficients.Length, rule);
        var x = Start;
        for (var step = 1L; step <= rule.WarmUp; step++) x = coefficients[sequence[step]] * x * (1 - x);
        var terms = rule.TermsOf(sequence);
        double sum = 0, lost = 0;
        for (var step = rule.WarmUp + 1L; step <= rule.WarmUp + (long)terms; step++)
        {
            var r = coefficients[sequence[step]];
            x = r * x * (1 - x);
            var term = Math.Log(Math.Abs(r * (1 - 2 * x)));
            // Neumaier's summation: what the sum rounds away is kept.
            var next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }

        return (double.IsFinite(sum) ? sum + lost : sum) / terms;
    }

    /// <summary>Checks what every twin relies on.</summary>
    /// <param name="coefficientCount">Coefficients that are given.</param>
    /// <exception cref="ArgumentException">The rule leaves no term, or a letter has no coefficient.</exception>
    public static void RequireValid(LyapunovSequence sequence, int coefficientCount, LyapunovRule rule)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rule.WarmUp, nameof(rule));
        if (rule.Iterations < 2) throw new ArgumentException($"An exponent needs at least 2 iterations, not {rule.Iterations}.", nameof(rule));
        if (rule.TermsOf(sequence) < 1)
            throw new ArgumentException($"Whole periods of {sequence} need at least {sequence.Period + 1} iterations, not {rule.Iterations}.", nameof(rule));
        if (coefficientCount < sequence.CoefficientCount)
            throw new ArgumentException($"The sequence {sequence} needs a coefficient for {(char)('A' + sequence.CoefficientCount - 1)}.", nameof(sequence));
    }
}
