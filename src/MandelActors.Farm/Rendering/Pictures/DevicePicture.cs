using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Kernels.Pictures;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Pictures;

/// <summary>A picture that the device colours: 8-bit pixels come back, while the device is already at the next frame.</summary>
internal sealed class DevicePicture : FramePicture
{
    /// <summary>Whole counts that mandeltorch's colours are tabulated for at most: a megabyte.</summary>
    private const long MostTabulated = 1 << 20;

    private readonly SceneImage _image;
    private readonly ColourScheme _scheme;
    private readonly IDevicePicture _picture;
    private readonly int _mostCount;
    private IndexMap? _map;
    private IndexRule? _rule;
    private IDevicePixels? _pixels;
    private IndexedImage? _indexed;
    private RgbImage? _colours;

    private DevicePicture(SceneImage image, ColourScheme scheme, IDevicePicture picture, int mostCount)
    {
        (_image, _scheme, _picture, _mostCount) = (image, scheme, picture, mostCount);
    }

    public override IndexedImage? Indexed => _indexed;

    public override RgbImage Image => _colours ??= Expanded(_indexed ?? throw new InvalidOperationException("the picture is not finished"));

    /// <summary>Begins a picture; null where the device does not colour, or not like this.</summary>
    /// <inheritdoc cref="FramePicture.Begin" path="/param"/>
    public static DevicePicture? TryBegin(IDevice device, ColourSettings colour, SceneImage image, long? mostCount)
    {
        // A device's sine is not this machine's: it looks whole counts up, and has no colours for others.
        if (image.BitDepth != 8 || (colour.Map == ColourMap.Mandeltorch && mostCount is not <= MostTabulated)) return null;
        var scheme = new ColourScheme(colour, checked(image.Width * image.Height), image.Samples);
        return device.BeginPicture(DeviceColours.TaskFor(scheme, image)) is { } picture
            ? new DevicePicture(image, scheme, picture, (int)Math.Min(mostCount ?? 0, MostTabulated))
            : null;
    }

    public override EscapeStatistics Add(EscapeTask task, CancellationToken cancellationToken)
    {
        var statistics = _picture.Render(task, cancellationToken);
        Colour();
        return statistics;
    }

    public override LyapunovStatistics Add(LyapunovTask task, CancellationToken cancellationToken)
    {
        var statistics = _picture.Render(task, cancellationToken);
        Colour();
        return statistics;
    }

    public override void LeaveDevice() => _pixels = _picture.Finish();

    public override void Finish()
    {
        ObjectDisposedException.ThrowIf(_pixels is null, this);
        if (_pixels.AreIndices) _pixels.CopyTo((_indexed = new IndexedImage(_image.Width, _image.Height, _scheme.IndexedColours)).Indices);
        else _pixels.CopyTo((_colours = new RgbImage(_image.Width, _image.Height)).Pixels);
    }

    public override int CountMiscoloured(IReadOnlyList<SampledField> fields)
    {
        var pixels = fields[0].Pixels;
        var again = _scheme.Colour(_map!, [.. fields.Select(field => field.Values)], pixels.Count).Pixels;
        return pixels.Where((pixel, i) => !ColourOf(pixel).SequenceEqual(again.AsSpan(3 * i, 3))).Count();
    }

    public override void Dispose()
    {
        _picture.Dispose();
        Interlocked.Exchange(ref _pixels, null)?.Dispose();
    }

    private void Colour()
    {
        _map ??= _scheme.MapFor(_scheme.Step > 0 ? _picture.ValuesEvery(_scheme.Step) : [], _scheme.NeedsRange ? _picture.Range() : default);
        _rule ??= DeviceColours.RuleOf(_map, _mostCount);
        _picture.Colour(_rule);
    }

    private ReadOnlySpan<byte> ColourOf(int pixel)
    {
        if (_indexed is null) return _colours!.Pixels.AsSpan(3 * pixel, 3);
        var colour = _indexed.Colours[_indexed.Indices[pixel]];
        return new[] { colour.R, colour.G, colour.B };
    }

    private static RgbImage Expanded(IndexedImage indexed)
    {
        var image = new RgbImage(indexed.Width, indexed.Height);
        for (var pixel = 0; pixel < indexed.Indices.Length; pixel++)
        {
            var colour = indexed.Colours[indexed.Indices[pixel]];
            (image.Pixels[3 * pixel], image.Pixels[3 * pixel + 1], image.Pixels[3 * pixel + 2]) = (colour.R, colour.G, colour.B);
        }

        return image;
    }
}
