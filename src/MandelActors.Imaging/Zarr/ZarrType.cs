namespace MandelActors.Imaging.Zarr;

/// <summary>The number type of an array's values, always stored little-endian.</summary>
public enum ZarrType
{
    /// <summary>Whole numbers 0 … 65,535.</summary>
    U2,

    /// <summary>Whole numbers 0 … 4,294,967,295.</summary>
    U4,

    /// <summary>Binary32: 24 significant bits.</summary>
    F4,

    /// <summary>Binary64: every double as it is.</summary>
    F8,
}
