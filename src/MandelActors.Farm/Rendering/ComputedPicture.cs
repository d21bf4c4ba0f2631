using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Png;
using MandelActors.Kernels.CrossChecks;

namespace MandelActors.Farm.Rendering;

/// <summary>A frame of a film whose last sample waits for its colours.</summary>
public class ComputedPicture : ComputedFrame
{
    private readonly FieldColouring _colouring;
    private readonly int _length;
    private double[]? _buffer;

    /// <param name="frame">Its number.</param>
    /// <param name="computeTime">How long the device was occupied.</param>
    /// <param name="colouring">Has all samples but the last.</param>
    /// <param name="buffer">From the <see cref="FieldPool"/>, which gets it back.</param>
    /// <param name="length">Numbers of the last sample, at the start of the buffer.</param>
    internal ComputedPicture(int frame, TimeSpan computeTime, FieldColouring colouring, double[] buffer, int length)
        : base(frame, computeTime)
    {
        _colouring = colouring;
        _buffer = buffer;
        _length = length;
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) FieldPool.Return(buffer);
        GC.SuppressFinalize(this);
    }

    public override IFrameContent Finish(PngOptions png)
    {
        Add();
        if (_colouring.Indexed is { } indexed) return new OneFile(stream => PngWriter.Write(stream, indexed, png));
        var picture = _colouring.Finish();
        return new OneFile(stream => PngWriter.Write(stream, picture, png));
    }

    public override int CountMiscoloured(IReadOnlyList<SampledField> fields)
    {
        var pixels = fields[0].Pixels;
        var again = _colouring.ColourAgain([.. fields.Select(field => field.Values)], pixels.Count);
        return pixels.Where((pixel, i) => !_colouring.ColourOf(pixel).SequenceEqual(again.Pixels.AsSpan(again.Stride / pixels.Count * i, again.Stride / pixels.Count))).Count();
    }

    /// <summary>The picture. To be asked for once.</summary>
    /// <exception cref="ObjectDisposedException">The frame was disposed of.</exception>
    public RgbImage Colour()
    {
        Add();
        return _colouring.Finish();
    }

    private void Add()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        _colouring.Add(_buffer.AsSpan(0, _length));
    }
}
