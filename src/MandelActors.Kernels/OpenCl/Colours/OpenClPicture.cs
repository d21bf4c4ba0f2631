using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.OpenCl.Colours;

/// <summary>A picture in the making on an OpenCL device.</summary>
internal sealed class OpenClPicture : IDevicePicture
{
    private readonly OpenClDevice _device;
    private readonly PictureTask _task;
    private readonly ColourLaunches _launches;
    private readonly OpenClReadback _readback;
    private OpenClBuffer<double>? _field;
    private ReadbackBuffer? _pixels;
    private bool _areIndices;
    private int _coloured;

    public OpenClPicture(OpenClDevice device, PictureTask task, ColourLaunches launches, OpenClReadback readback)
    {
        (_device, _task, _launches, _readback) = (device, task, launches, readback);
        _pixels = readback.Take(ColourLaunches.WordsOf(task.Pixels));
    }

    private OpenClBuffer<double> Field => _field ?? throw new InvalidOperationException("nothing was computed");

    private ReadbackBuffer Pixels => _pixels ?? throw new InvalidOperationException("the picture is finished or was given up");

    public EscapeStatistics Render(EscapeTask task, CancellationToken cancellationToken)
    {
        RequireSize(task.Width, task.Height);
        task.RequireValid(task.FieldLength);
        if ((_task.MapsDistance || _task.Form == PictureForm.ShadedLight) && !task.WithDistance) throw new ArgumentException("The picture wants distances, the task asks for none.");
        _field = null;
        return _device.Watched(() => _device.Compute(task, out _field, cancellationToken));
    }

    public LyapunovStatistics Render(LyapunovTask task, CancellationToken cancellationToken)
    {
        RequireSize(task.View.Width, task.View.Height);
        task.RequireValid();
        _field = null;
        return _device.Watched(() => _device.Compute(task, out _field, cancellationToken));
    }

    public double[] ValuesAt(IReadOnlyList<int> places) => _device.Watched(() => _launches.ValuesAt(Field, [.. places]));

    public double[] ValuesEvery(int step) => _device.Watched(() => _launches.ValuesEvery(Field, _task.Pixels, step));

    public (double Least, double Largest) Range() => _device.Watched(() => _launches.Range(Field, _task.Pixels));

    public void Colour(IndexRule rule)
    {
        if (_coloured == _task.Samples) throw new InvalidOperationException($"all {_task.Samples} samples were coloured already");
        _device.Watched(() => Colour(rule, Field, Pixels.Device));
        _coloured++;
    }

    public IDevicePixels Finish()
    {
        if (_coloured != _task.Samples) throw new InvalidOperationException($"{_coloured} of {_task.Samples} samples were coloured");
        return _device.Watched(() =>
        {
            if (_task.Form is PictureForm.Light or PictureForm.ShadedLight) _launches.WriteLevels(_task, Pixels.Device);
            var pixels = new OpenClPixels(_readback, Pixels, (_areIndices ? 1L : 3L) * _task.Pixels, _areIndices);
            _pixels = null;
            return pixels;
        });
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _pixels, null) is { } pixels) _readback.Return(pixels);
    }

    private bool Colour(IndexRule rule, OpenClBuffer<double> field, OpenClBuffer<uint> pixels)
    {
        if (_task.Form is PictureForm.Light or PictureForm.ShadedLight) _launches.AddLight(_task, rule, field, isFirst: _coloured == 0);
        else if (_task.Form == PictureForm.Indices && _launches.TryWriteIndices(_task, rule, field, pixels)) _areIndices = true;
        else _launches.WriteColours(_task, rule, field, pixels);
        return true;
    }

    private void RequireSize(int width, int height)
    {
        if (width != _task.Width || height != _task.Height)
            throw new ArgumentException($"A field of {width} × {height} pixels does not fit a picture of {_task.Width} × {_task.Height}.");
    }
}
