using MandelActors.Fractals;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels;

namespace MandelActors.Farm.Rendering;

/// <summary>A frame whose counts are computed and whose picture is not finished. Owns a large buffer until disposed of.</summary>
public sealed class ComputedFrame : IDisposable
{
    private readonly FieldColouring _colouring;
    private readonly int _length;
    private double[]? _buffer;

    internal ComputedFrame(int frame, View view, EscapeStatistics statistics, TimeSpan computeTime, FieldColouring colouring, double[] buffer, int length)
    {
        Frame = frame;
        View = view;
        Statistics = statistics;
        ComputeTime = computeTime;
        _colouring = colouring;
        _buffer = buffer;
        _length = length;
    }

    /// <summary>Its number, from 0.</summary>
    public int Frame { get; }

    public View View { get; }

    /// <summary>Limit, iterations and undecided pixels, all samples together.</summary>
    public EscapeStatistics Statistics { get; }

    /// <summary>How long the device was occupied.</summary>
    public TimeSpan ComputeTime { get; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) FieldPool.Return(buffer);
    }

    internal RgbImage Colour()
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        _colouring.Add(_buffer.AsSpan(0, _length));
        return _colouring.Finish();
    }
}
