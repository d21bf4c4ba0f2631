namespace MandelActors.Fractals.Deep;

/// <summary>Where the orbit of a pixel stands beside the reference: z_n = Z_m + δ.</summary>
public struct PerturbedState
{
    /// <summary>Real part of δ, times 2^(<see cref="BlockRows.BandBits"/> · <see cref="Band"/>).</summary>
    public double X { get; set; }

    /// <summary>Imaginary part of δ, likewise.</summary>
    public double Y { get; set; }

    /// <summary>0 where δ is within double's range.</summary>
    public int Band { get; set; }

    /// <summary>Index n of the orbit.</summary>
    public long Index { get; set; }

    /// <summary>Index m of the reference.</summary>
    public int ReferenceIndex { get; set; }

    /// <summary>The block to try next, 0 for a single step.</summary>
    public int Block { get; set; }

    /// <summary>Real part of J = dz/dp, times 2^(<see cref="BlockRows.BandBits"/> · <see cref="SlopeBand"/>); 0 unless the view measures distances.</summary>
    public double SlopeX { get; set; }

    /// <summary>Imaginary part of J, likewise.</summary>
    public double SlopeY { get; set; }

    /// <summary>The band of J: at most <see cref="Band"/>, unless δ is 0.</summary>
    public int SlopeBand { get; set; }
}
