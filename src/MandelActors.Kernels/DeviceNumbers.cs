namespace MandelActors.Kernels;

/// <summary>In which numbers devices of OpenCL compute counts.</summary>
public enum DeviceNumbers
{
    /// <summary>In doubles where a device has them, else in pairs of floats.</summary>
    Auto = 0,

    /// <summary>In doubles; a device that has none is not there.</summary>
    Doubles = 1,

    /// <summary>In pairs of floats.</summary>
    FloatPairs = 2,
}
