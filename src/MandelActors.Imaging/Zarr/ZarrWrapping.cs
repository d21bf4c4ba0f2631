namespace MandelActors.Imaging.Zarr;

/// <summary>What stands around the deflated bytes of a chunk.</summary>
public enum ZarrWrapping
{
    /// <summary>Nothing: the bytes are not deflated, and no checksum guards them.</summary>
    None,

    /// <summary>RFC 1950, closed by an Adler-32.</summary>
    Zlib,

    /// <summary>RFC 1952, closed by a CRC-32 and the length.</summary>
    Gzip,
}
