namespace MandelActors.Kernels.Lanes;

/// <summary>What the kernel beside a reference needs on top: masks, and lanes that each read a row of their own.</summary>
/// <remarks>A mask is a vector whose lanes are all ones or all zeros.</remarks>
internal unsafe interface ITableLanes<TVector> : ILanes<TVector> where TVector : unmanaged
{
    /// <summary>Mask: a &lt; b, false for NaN.</summary>
    static abstract TVector IsLess(TVector a, TVector b);

    /// <summary>Mask: a ≤ b, false for NaN.</summary>
    static abstract TVector IsAtMost(TVector a, TVector b);

    /// <summary>Mask: a = b, false for NaN.</summary>
    static abstract TVector IsSame(TVector a, TVector b);

    static abstract TVector And(TVector a, TVector b);

    static abstract TVector Or(TVector a, TVector b);

    /// <summary>Mask: a and not b.</summary>
    static abstract TVector Without(TVector a, TVector b);

    /// <summary>Per lane: mask ? then : otherwise.</summary>
    static abstract TVector Select(TVector mask, TVector then, TVector otherwise);

    /// <summary>One bit per lane of a mask.</summary>
    static abstract uint Bits(TVector mask);

    /// <summary>The largest whole number not above each lane.</summary>
    static abstract TVector Floor(TVector value);

    /// <summary>Writes, per lane, the address of the double that lies <paramref name="offset"/> doubles behind <paramref name="start"/>.</summary>
    /// <param name="offset">Whole numbers, 0 … 2⁵¹.</param>
    /// <param name="start">The base.</param>
    /// <param name="target">Room for one address per lane.</param>
    static abstract void WriteAddresses(TVector offset, double* start, nint* target);

    /// <summary>Reads four doubles per lane, each lane at its own address, and sorts them by place.</summary>
    /// <param name="addresses">One per lane.</param>
    /// <param name="at">Doubles to skip at every address.</param>
    static abstract void LoadQuads(nint* addresses, int at, out TVector first, out TVector second, out TVector third, out TVector fourth);

    /// <summary>Per lane: <paramref name="table"/>[exponent field of value], for value ≥ 0.</summary>
    /// <param name="scratch">Room for one address per lane.</param>
    static abstract TVector LookUpExponent(double* table, TVector value, nint* scratch);
}
