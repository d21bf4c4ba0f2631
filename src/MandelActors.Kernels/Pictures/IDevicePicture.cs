namespace MandelActors.Kernels.Pictures;

/// <summary>A picture in the making on a device, which does nothing else meanwhile. Used by one caller at a time.</summary>
/// <remarks>For every sample first <c>Render</c>, then, after what was computed has been looked at or not, <see cref="Colour"/>; after the last one <see cref="Finish"/>. To dispose of it earlier gives it up.</remarks>
public interface IDevicePicture : IDisposable
{
    /// <summary>Computes the next sample of every pixel and keeps its field on the device.</summary>
    /// <param name="task">Of the picture's size.</param>
    /// <inheritdoc cref="IDevice.Render(EscapeTask, Span{double}, CancellationToken)"/>
    EscapeStatistics Render(EscapeTask task, CancellationToken cancellationToken);

    /// <inheritdoc cref="Render(EscapeTask, CancellationToken)"/>
    LyapunovStatistics Render(LyapunovTask task, CancellationToken cancellationToken);

    /// <summary>Fetches some numbers of the field that was computed last.</summary>
    /// <param name="places">Which, each within the field.</param>
    double[] ValuesAt(IReadOnlyList<int> places);

    /// <summary>Fetches every so manieth number of the counts or exponents that were computed last, from the first on.</summary>
    /// <param name="step">At least 1.</param>
    double[] ValuesEvery(int step);

    /// <summary>The least and the largest finite number of the counts or exponents that were computed last; least is +∞ and largest −∞ where there is none.</summary>
    (double Least, double Largest) Range();

    /// <summary>Colours the field that was computed last.</summary>
    /// <param name="rule">The same for every sample of a picture.</param>
    void Colour(IndexRule rule);

    /// <summary>Starts to fetch the finished picture. The device is free at once; the pixels come meanwhile.</summary>
    /// <returns>The pixels; their owner disposes of them, before or after the device.</returns>
    IDevicePixels Finish();
}
