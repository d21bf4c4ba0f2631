using MandelActors.Fractals;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels;

/// <summary>Something that computes fields. Used by one caller at a time; it may use many cores within a call.</summary>
public interface IDevice : IDisposable
{
    DeviceInfo Info { get; }

    /// <summary>Where its references come from: who looks at what it computed finds them there. Null for a device that shares none.</summary>
    ReferenceLibrary? References => null;

    /// <summary>Computes one sample of every pixel of a view.</summary>
    /// <param name="task">What to compute.</param>
    /// <param name="field">Row-major, height × width, filled with counts; NaN where no escape was found within the limit. If the task
    /// asks for distances, they follow in the same order, NaN in the same places. Not retained.</param>
    /// <param name="cancellationToken">Ends the work within some milliseconds, on a GPU within some tenths of a second; the field is then undefined.</param>
    /// <returns>What the work amounted to.</returns>
    /// <exception cref="ViewOutOfReachException">The view is beyond the precision of the number type.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="DeviceLostException">The device must be opened anew.</exception>
    /// <exception cref="DeviceUnsuitedException">It cannot do this.</exception>
    EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken);

    /// <summary>Computes the Lyapunov exponent of one sample of every pixel.</summary>
    /// <param name="task">What to compute.</param>
    /// <param name="field">Row-major, height × width, filled with λ in nats a step; infinities and NaN as <see cref="LyapunovExponent"/>
    /// has them. Not retained.</param>
    /// <param name="cancellationToken">Ends the work within a few milliseconds; the field is then undefined.</param>
    /// <returns>What the work amounted to.</returns>
    /// <exception cref="ArgumentException">The task is none that <see cref="LyapunovTask.RequireValid(int)"/> lets through.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="DeviceLostException">The device must be opened anew.</exception>
    /// <exception cref="DeviceUnsuitedException">It cannot do this.</exception>
    LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken);

    /// <summary>Begins a picture that the device colours itself, so that 8-bit pixels come back and no field.</summary>
    /// <param name="picture">Which picture.</param>
    /// <returns>Null for a device that only computes; its fields are then coloured by who asks for them.</returns>
    /// <exception cref="DeviceLostException">The device must be opened anew.</exception>
    IDevicePicture? BeginPicture(PictureTask picture) => null;
}
