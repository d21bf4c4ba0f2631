namespace MandelActors.Imaging.Zarr;

/// <summary>The version of the Zarr storage specification that an array follows; its number is the value of <c>zarr_format</c>.</summary>
public enum ZarrFormat
{
    /// <summary><c>.zarray</c>, <c>.zattrs</c> and chunks such as <c>3.0.1</c>.</summary>
    V2 = 2,

    /// <summary><c>zarr.json</c> and chunks such as <c>c/3/0/1</c>.</summary>
    V3 = 3,
}
