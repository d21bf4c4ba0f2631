using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Pictures;

/// <summary>A picture that is coloured from fields. The last sample's waits for its colours until no device is needed any more.</summary>
internal sealed class FieldPicture(IDevice device, ColourSettings colour, SceneImage image, int threads) : FramePicture
{
    private readonly FieldColouring _colouring = new(colour, image.Width, image.Height, image.Samples, image.BitDepth, threads);

    /// <summary>From the <see cref="FieldPool"/>, which gets it back.</summary>
    private double[]? _buffer;

    /// <summary>Numbers at the start of the buffer that have no colours yet.</summary>
    private int _waiting;

    public override IndexedImage? Indexed => _colouring.Indexed;

    public override RgbImage Image => _colouring.Finish();

    public override EscapeStatistics Add(EscapeTask task, CancellationToken cancellationToken) =>
        device.Render(task, NextField(task.FieldLength), cancellationToken);

    public override LyapunovStatistics Add(LyapunovTask task, CancellationToken cancellationToken) =>
        device.Render(task, NextField(task.FieldLength), cancellationToken);

    public override void LeaveDevice()
    {
        // The last field is here.
    }

    public override void Finish()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        _colouring.Add(_buffer.AsSpan(0, _waiting));
    }

    public override int CountMiscoloured(IReadOnlyList<SampledField> fields)
    {
        var pixels = fields[0].Pixels;
        var again = _colouring.ColourAgain([.. fields.Select(field => field.Values)], pixels.Count);
        var length = again.Stride / pixels.Count;
        return pixels.Where((pixel, i) => !_colouring.ColourOf(pixel).SequenceEqual(again.Pixels.AsSpan(length * i, length))).Count();
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) FieldPool.Return(buffer);
    }

    private Span<double> NextField(int length)
    {
        _buffer ??= FieldPool.Rent(length);
        if (_waiting > 0) _colouring.Add(_buffer.AsSpan(0, _waiting));
        _waiting = length;
        return _buffer.AsSpan(0, length);
    }
}
