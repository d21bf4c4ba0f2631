namespace MandelActors.Numerics.Digits;

/// <summary>What the digit kernels ask of a vector of 64-bit lanes. Lane l of a vector at index k holds digit or column k + l.</summary>
internal interface IDigitLanes<TVector>
    where TVector : struct
{
    /// <summary>Lanes of a vector; even.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(ref long origin, nint index);

    static abstract void Store(TVector value, ref long origin, nint index);

    /// <summary>The low 32 bits in every lane; what is above them is undefined, and no product reads it.</summary>
    static abstract TVector Broadcast(long value);

    /// <summary>sum + a·b; a and b are within 32 bits.</summary>
    static abstract TVector MultiplyAdd(TVector sum, TVector a, TVector b);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector And(TVector a, TVector b);

    /// <summary>As <see cref="Radix.Carry"/>.</summary>
    static abstract TVector Carry(TVector value);

    /// <summary>value − 2²⁸·carry.</summary>
    static abstract TVector Rest(TVector value, TVector carry);

    /// <summary>Each lane gets its right neighbour: lanes 1 … of <paramref name="value"/>, then lane 0 of <paramref name="next"/>.</summary>
    static abstract TVector FromRight(TVector value, TVector next);

    /// <summary>All bits set in the lanes below <paramref name="count"/>, which may be negative or beyond the last lane.</summary>
    static abstract TVector Below(int count);

    /// <summary>All bits set in every lane but lane 0.</summary>
    static abstract TVector NotFirst { get; }

    /// <summary>value shifted left by <paramref name="edge"/> of <see cref="EdgeShift"/>.</summary>
    static abstract TVector Weighted(TVector value, TVector edge);

    /// <summary>
    /// For the products of a square at its diagonal: lanes right of 2t count twice, lane 2t once, those left of it not at all.
    /// </summary>
    static abstract TVector EdgeShift(int t);
}
