namespace MandelActors.Benchmarks.OpenCl;

/// <summary>How frames go through a device.</summary>
internal enum PipelineWay
{
    /// <summary>A frame's field comes back and becomes a file before the next frame begins.</summary>
    OneAfterAnother,

    /// <summary>Fields come back; they are coloured and encoded while the next frames are computed.</summary>
    Fields,

    /// <summary>The device colours; pixels come back and are encoded while the next frames are computed.</summary>
    DeviceColours,
}
