using MandelActors.Farm.Rendering.Pictures;
using MandelActors.Imaging;
using MandelActors.Imaging.Png;
using MandelActors.Kernels.CrossChecks;

namespace MandelActors.Farm.Rendering;

/// <summary>A frame of a film that needs no device any more, and is no picture yet.</summary>
public class ComputedPicture : ComputedFrame
{
    private readonly FramePicture _picture;
    private bool _isDisposed;

    /// <param name="frame">Its number.</param>
    /// <param name="computeTime">How long the device was occupied.</param>
    /// <param name="picture">Has all samples; disposed of with the frame.</param>
    internal ComputedPicture(int frame, TimeSpan computeTime, FramePicture picture)
        : base(frame, computeTime) => _picture = picture;

    public override void Dispose()
    {
        _isDisposed = true;
        _picture.Dispose();
        GC.SuppressFinalize(this);
    }

    public override IFrameContent Finish(PngOptions png)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _picture.Finish();
        if (_picture.Indexed is { } indexed) return new OneFile(stream => PngWriter.Write(stream, indexed, png));
        var image = _picture.Image;
        return new OneFile(stream => PngWriter.Write(stream, image, png));
    }

    public override int CountMiscoloured(IReadOnlyList<SampledField> fields) => _picture.CountMiscoloured(fields);

    /// <summary>The picture. To be asked for once.</summary>
    /// <exception cref="ObjectDisposedException">The frame was disposed of.</exception>
    public RgbImage Colour()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _picture.Finish();
        return _picture.Image;
    }
}
