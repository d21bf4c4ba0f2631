using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Pictures;

/// <summary>The picture of one frame in the making: samples are added while a device is at hand, the rest is done without one.</summary>
/// <remarks>Coloured by the device itself where it can (<see cref="DevicePicture"/>), otherwise from fields that it hands over (<see cref="FieldPicture"/>): the same pixels.</remarks>
internal abstract class FramePicture : IDisposable
{
    /// <param name="device">What computes, until <see cref="LeaveDevice"/>.</param>
    /// <param name="colour">How numbers become colours.</param>
    /// <param name="image">Size, samples, depth.</param>
    /// <param name="threads">Most threads that colour, −1 for all cores.</param>
    /// <param name="mostCount">The largest count there can be where all are whole; null otherwise.</param>
    public static FramePicture Begin(IDevice device, ColourSettings colour, SceneImage image, int threads, long? mostCount = null) =>
        DevicePicture.TryBegin(device, colour, image, mostCount) ?? (FramePicture)new FieldPicture(device, colour, image, threads);

    /// <summary>Computes the next sample of every pixel.</summary>
    public abstract EscapeStatistics Add(EscapeTask task, CancellationToken cancellationToken);

    /// <inheritdoc cref="Add(EscapeTask, CancellationToken)"/>
    public abstract LyapunovStatistics Add(LyapunovTask task, CancellationToken cancellationToken);

    /// <summary>All samples were added: from here on the device is others'.</summary>
    public abstract void LeaveDevice();

    /// <summary>Does what is left to be done without a device. To be called once, and before what follows.</summary>
    /// <exception cref="ObjectDisposedException">The picture was disposed of.</exception>
    public abstract void Finish();

    /// <summary>The picture as indices, where it is one of few colours.</summary>
    public abstract IndexedImage? Indexed { get; }

    /// <summary>The picture.</summary>
    public abstract RgbImage Image { get; }

    /// <summary>Colours some pixels once more, and counts those that the picture shows in another colour.</summary>
    /// <param name="fields">Those pixels of every sample's field.</param>
    public abstract int CountMiscoloured(IReadOnlyList<SampledField> fields);

    public abstract void Dispose();
}
