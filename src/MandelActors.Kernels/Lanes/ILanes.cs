namespace MandelActors.Kernels.Lanes;

/// <summary>
/// A vector of doubles of some width, as the escape kernel needs it: the kernel is written once and compiled for each
/// width. Every operation rounds each lane as the scalar operation of the same name does.
/// </summary>
/// <typeparam name="TVector">The vector: <c>Vector512&lt;double&gt;</c>, …, or a plain <c>double</c> for one lane.</typeparam>
internal unsafe interface ILanes<TVector> where TVector : unmanaged
{
    /// <summary>Lanes in a vector: 1, 2, 4 or 8.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(double* source);

    static abstract void Store(TVector value, double* target);

    static abstract TVector Broadcast(double value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector FusedMultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>−a·b + c, rounded once.</summary>
    static abstract TVector FusedNegatedMultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>One bit per lane: a ≤ b, false for NaN.</summary>
    static abstract uint AtMost(TVector a, TVector b);

    /// <summary>One bit per lane: not a ≤ b, true for NaN.</summary>
    static abstract uint NotAtMost(TVector a, TVector b);

    /// <summary>One bit per lane: a = b, false for NaN.</summary>
    static abstract uint Same(TVector a, TVector b);

    /// <summary>Per lane: a ≤ b ? then : otherwise.</summary>
    static abstract TVector WhereAtMost(TVector a, TVector b, TVector then, TVector otherwise);

    /// <summary>value = 2^exponent · fraction with fraction in [√½, √2), for finite values of at least 1.</summary>
    static abstract TVector SplitExponent(TVector value, out TVector fraction);

    /// <summary>
    /// |value| = 2^exponent · fraction with fraction in [½, 1), for normal values below 2¹⁰²². Zero has the fraction 0, anything larger one
    /// that is 0, infinite or NaN; infinity and NaN stay so.
    /// </summary>
    static abstract TVector SplitMagnitude(TVector value, out TVector fraction);

    /// <summary>Spreads a mask over a vector, once for several moves; what it looks like is the implementation's affair.</summary>
    static abstract TVector Choose(uint lanes);

    /// <summary>
    /// Writes the chosen lanes of the vector at <paramref name="source"/> side by side to <paramref name="target"/>, which
    /// has room for a whole vector; what follows the chosen ones there is undefined.
    /// </summary>
    /// <param name="lanes">One bit per lane.</param>
    /// <param name="chosen"><see cref="Choose"/> of the same lanes.</param>
    static abstract void Compress(double* source, uint lanes, TVector chosen, double* target);

    /// <summary>
    /// Replaces the chosen lanes of the vector at <paramref name="target"/>, in order, by the numbers at
    /// <paramref name="source"/>, from which a whole vector may be read.
    /// </summary>
    /// <param name="lanes">One bit per lane.</param>
    /// <param name="chosen"><see cref="Choose"/> of the same lanes.</param>
    static abstract void Expand(double* source, uint lanes, TVector chosen, double* target);

    /// <summary>Sets the chosen lanes of the vector at <paramref name="target"/> to one value.</summary>
    /// <param name="lanes">One bit per lane.</param>
    /// <param name="chosen"><see cref="Choose"/> of the same lanes.</param>
    static abstract void Set(double value, uint lanes, TVector chosen, double* target);
}
