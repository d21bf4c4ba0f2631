namespace MandelActors.Imaging.Colour;

/// <summary>Colours the fields of one frame, one sample of every pixel at a time, and averages the samples in linear light.</summary>
/// <remarks>
/// Not for several callers at once. The picture depends on the fields and the settings alone, not on the number of threads.
/// A single sample takes its colour as it is, without a detour through light.
/// </remarks>
public sealed class FieldColouring
{
    // Starting threads costs more than colouring this many pixels.
    private const int WorthAThread = 1 << 16;

    private readonly ColourSettings _settings;
    private readonly ColourScheme _scheme;
    private readonly ColourTable _table;
    private readonly int _width, _height, _bitDepth, _samples;
    private readonly ParallelOptions _parallel;
    private readonly uint[]? _light;
    private IndexedImage? _indexed;
    private RgbImage? _image;
    private IndexMap? _map;
    private int _added;

    /// <param name="settings">Palette, map, period, contrast, offset, interior, shading.</param>
    /// <param name="width">Columns of field and picture.</param>
    /// <param name="height">Rows of field and picture.</param>
    /// <param name="samples">Samples a pixel, 1 … 16.</param>
    /// <param name="bitDepth">Of the picture: 8 or 16.</param>
    /// <param name="threads">Most threads at work, −1 for all cores.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public FieldColouring(ColourSettings settings, int width, int height, int samples = 1, int bitDepth = 8, int threads = -1)
        : this(settings, width, height, samples, bitDepth, threads, map: null)
    {
    }

    /// <param name="map">The frame's; null to make it from the first field.</param>
    /// <inheritdoc cref="FieldColouring(ColourSettings, int, int, int, int, int)" path="/param"/>
    internal FieldColouring(ColourSettings settings, int width, int height, int samples, int bitDepth, int threads, IndexMap? map)
    {
        _settings = settings;
        _map = map;
        (_width, _height, _bitDepth, _samples) = (width, height, bitDepth, samples);
        _scheme = new ColourScheme(settings, checked(width * height), samples, bitDepth);
        _table = _scheme.Table;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        if (_scheme.UsesLight) _light = new uint[checked(3 * width * height)];
        else if (_scheme.UsesIndices) _indexed = new IndexedImage(width, height, _scheme.IndexedColours);
        // Of a picture of indices there is one in colours only where somebody wants it.
        if (_indexed is null) _image = new RgbImage(width, height, bitDepth);
    }

    /// <summary>Colours the next sample of every pixel.</summary>
    /// <param name="field">Row-major, height × width, counts or exponents, NaN inside, then distances in pixels likewise if the settings need them; not retained.
    /// The first one also makes the histogram's table and sets a frame's own contrast.</param>
    /// <exception cref="ArgumentException">The field has another size.</exception>
    /// <exception cref="InvalidOperationException">All samples were added already.</exception>
    public void Add(ReadOnlySpan<double> field)
    {
        if (field.Length != (_settings.NeedsDistance ? 2 : 1) * _width * _height)
            throw new ArgumentException($"a field of {field.Length} numbers does not fit a picture of {_width}×{_height}", nameof(field));
        if (_added == _samples) throw new InvalidOperationException($"all {_samples} samples were added already");
        _map ??= _scheme.MapFor(field[..(_width * _height)]);
        _added++;
        if (_indexed is not null)
        {
            bool exceeds = false;
            ForBands(field, (part, first, end) =>
            {
                if (!KeepIndices(part, first, end)) Volatile.Write(ref exceeds, true);
            });
            if (!exceeds) return;
            // With 256 colours the interior is one too many: the picture is then one as any other.
            _indexed = null;
        }

        _image ??= new RgbImage(_width, _height, _bitDepth);
        ForBands(field, ColourRows);
    }

    /// <summary>The finished picture.</summary>
    /// <exception cref="InvalidOperationException">Samples are missing.</exception>
    public RgbImage Finish()
    {
        if (_added != _samples) throw new InvalidOperationException($"{_added} of {_samples} samples were added");
        if (_light is not null)
        {
            ForBands([], (_, first, end) => EncodeRows(first, end));
        }
        else if (_image is null)
        {
            _image = new RgbImage(_width, _height, _bitDepth);
            ForBands([], (_, first, end) => ExpandRows(first, end));
        }

        return _image!;
    }

    /// <summary>The finished picture as indices, where it has few colours; null where not. Asked for when all samples were added; it needs no <see cref="Finish"/>.</summary>
    public IndexedImage? Indexed => _added == _samples ? _indexed : null;

    /// <summary>Colours a few pixels once more, on this thread, by the same map: what the picture must show there.</summary>
    /// <param name="samples">Of every sample's field the values of those pixels, then their distances if the settings need them.</param>
    /// <param name="pixels">How many.</param>
    /// <returns>A row of those pixels.</returns>
    /// <exception cref="InvalidOperationException">Samples are missing.</exception>
    public RgbImage ColourAgain(IReadOnlyList<double[]> samples, int pixels) =>
        _scheme.Colour(_map ?? throw new InvalidOperationException("no sample was added"), samples, pixels);

    /// <summary>What a pixel of the finished picture shows.</summary>
    /// <param name="pixel">Its number, row by row.</param>
    /// <returns>Three channels, as <see cref="RgbImage"/> has them.</returns>
    /// <exception cref="InvalidOperationException">The picture is not finished.</exception>
    public ReadOnlySpan<byte> ColourOf(int pixel)
    {
        if (_added != _samples) throw new InvalidOperationException($"{_added} of {_samples} samples were added");
        int length = 3 * (_bitDepth / 8);
        if (_indexed is null) return _image!.Pixels.AsSpan(pixel * length, length);
        var colour = _indexed.Colours[_indexed.Indices[pixel]];
        return new[] { colour.R, colour.G, colour.B };
    }

    private void ColourRows(ReadOnlySpan<double> field, int first, int end)
    {
        Span<int> indices = new int[_width];
        int distances = _width * _height, mapped = _settings.Map == ColourMap.Distance ? distances : 0;
        for (int row = first; row < end; row++)
        {
            _map!.Map(field.Slice(mapped + row * _width, _width), indices);
            if (_settings.Shading == Shading.Boundary)
                AccumulateShaded(indices, field.Slice(distances + row * _width, _width), _table.Linear, _light.AsSpan(3 * row * _width, indices.Length * 3));
            else if (_light is not null) Accumulate(indices, _table.Linear, _light.AsSpan(3 * row * _width, indices.Length * 3));
            else if (_bitDepth == 8) PackedColours.Write8(indices, _table.Packed, Row(row));
            else PackedColours.Write16(indices, _table.Wide, Row(row));
        }
    }

    private bool KeepIndices(ReadOnlySpan<double> field, int first, int end) =>
        ((ExponentIndex)_map!).Map(field[(first * _width)..(end * _width)], _indexed!.Indices.AsSpan(first * _width));

    private void ExpandRows(int first, int end)
    {
        for (int row = first; row < end; row++) PackedColours.Write8(_indexed!.Indices.AsSpan(row * _width, _width), _table.Packed, Row(row));
    }

    private Span<byte> Row(int row) => _image!.Pixels.AsSpan(row * _image.Stride, _image.Stride);

    private void EncodeRows(int first, int end)
    {
        int channels = 3 * _width;
        for (int row = first; row < end; row++)
        {
            var sums = _light.AsSpan(row * channels, channels);
            var levels = Row(row);
            if (_bitDepth == 8) LinearLight.Encode8(sums, (uint)_samples, levels);
            else LinearLight.Encode16(sums, (uint)_samples, levels);
        }
    }

    private static void Accumulate(ReadOnlySpan<int> indices, uint[] light, Span<uint> sums)
    {
        for (int x = 0; x < indices.Length; x++)
        {
            var colour = light.AsSpan(3 * indices[x], 3);
            var sum = sums.Slice(3 * x, 3);
            sum[0] += colour[0];
            sum[1] += colour[1];
            sum[2] += colour[2];
        }
    }

    private static void AccumulateShaded(ReadOnlySpan<int> indices, ReadOnlySpan<double> distances, uint[] light, Span<uint> sums)
    {
        for (int x = 0; x < indices.Length; x++)
        {
            ulong shade = BoundaryShade.Of(distances[x]);
            var colour = light.AsSpan(3 * indices[x], 3);
            var sum = sums.Slice(3 * x, 3);
            for (int channel = 0; channel < 3; channel++) sum[channel] += (uint)(colour[channel] * shade / BoundaryShade.Full);
        }
    }

    // A span cannot go to other threads, an address can: the field stays pinned until all of them are done.
    private unsafe void ForBands(ReadOnlySpan<double> field, BandAction action)
    {
        int rows = Math.Max(1, WorthAThread / _width), bands = (_height + rows - 1) / rows;
        if (bands == 1 || _parallel.MaxDegreeOfParallelism == 1)
        {
            action(field, 0, _height);
            return;
        }

        int length = field.Length;
        fixed (double* start = field)
        {
            nint address = (nint)start;
            Parallel.For(0, bands, _parallel, band =>
                action(new ReadOnlySpan<double>((void*)address, length), band * rows, Math.Min(_height, (band + 1) * rows)));
        }
    }

    private delegate void BandAction(ReadOnlySpan<double> field, int first, int end);
}
