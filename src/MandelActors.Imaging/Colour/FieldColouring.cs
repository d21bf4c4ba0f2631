using System.Runtime.InteropServices;

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
    private readonly ColourTable _table;
    private readonly RgbImage _image;
    private readonly int _samples;
    private readonly ParallelOptions _parallel;
    private readonly uint[]? _light;
    private readonly IndexedImage? _indexed;
    private bool _exceedsIndices;
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
    {
        settings.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, SamplePattern.Most);
        _settings = settings;
        _samples = samples;
        _image = new RgbImage(width, height, bitDepth);
        _table = ColourTable.For(settings, bitDepth);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        // Shades are shares of light.
        if (samples > 1 || settings.Shading != Shading.None) _light = new uint[checked(3 * width * height)];
        else if (settings.Map == ColourMap.Exponent && bitDepth == 8 && _table.Interior <= IndexedImage.MostColours)
            _indexed = new IndexedImage(width, height, _table.Colours(IndexedImage.MostColours));
    }

    /// <summary>Colours the next sample of every pixel.</summary>
    /// <param name="field">Row-major, height × width, counts or exponents, NaN inside, then distances in pixels likewise if the settings need them; not retained.
    /// The first one also makes the histogram's table and sets a frame's own contrast.</param>
    /// <exception cref="ArgumentException">The field has another size.</exception>
    /// <exception cref="InvalidOperationException">All samples were added already.</exception>
    public void Add(ReadOnlySpan<double> field)
    {
        if (field.Length != (_settings.NeedsDistance ? 2 : 1) * _image.Width * _image.Height)
            throw new ArgumentException($"a field of {field.Length} numbers does not fit a picture of {_image.Width}×{_image.Height}", nameof(field));
        if (_added == _samples) throw new InvalidOperationException($"all {_samples} samples were added already");
        _map ??= MapFor(field[..(_image.Width * _image.Height)]);
        _added++;
        ForBands(field, ColourRows);
    }

    /// <summary>The finished picture.</summary>
    /// <exception cref="InvalidOperationException">Samples are missing.</exception>
    public RgbImage Finish()
    {
        if (_added != _samples) throw new InvalidOperationException($"{_added} of {_samples} samples were added");
        if (_light is not null) ForBands([], (_, first, end) => EncodeRows(first, end));
        return _image;
    }

    /// <summary>The finished picture as indices, where it has few colours; null where not. Asked for after <see cref="Finish"/>.</summary>
    public IndexedImage? Indexed => _exceedsIndices ? null : _indexed;

    private IndexMap MapFor(ReadOnlySpan<double> field)
    {
        double period = _settings.EffectivePeriod;
        return _settings.Map switch
        {
            ColourMap.Cycle => new CycleIndex(_table.Interior, period, _settings.Offset),
            // A pass runs through the palette once; where a turn goes there and back it holds two passes.
            ColourMap.Histogram => new HistogramIndex(field, _table.Interior, _settings.Palette.IsCyclic ? period : period / 2, _settings.Offset),
            ColourMap.Distance => new DistanceIndex(_table.Interior, period, _settings.Offset),
            ColourMap.Exponent => new ExponentIndex(
                _table.Interior, _settings.Palette.IsCyclic, _settings.Contrast, _settings.Offset, _settings.ContrastPerFrame ? ExponentIndex.RangeOf(field) : null),
            _ => new MandeltorchIndex(period),
        };
    }

    private void ColourRows(ReadOnlySpan<double> field, int first, int end)
    {
        Span<int> indices = new int[_image.Width];
        int distances = _image.Width * _image.Height, mapped = _settings.Map == ColourMap.Distance ? distances : 0;
        for (int row = first; row < end; row++)
        {
            _map!.Map(field.Slice(mapped + row * _image.Width, _image.Width), indices);
            if (_indexed is not null) KeepIndices(indices, row);
            if (_settings.Shading == Shading.Boundary)
                AccumulateShaded(indices, field.Slice(distances + row * _image.Width, _image.Width), _table.Linear, _light.AsSpan(3 * row * _image.Width, indices.Length * 3));
            else if (_light is not null) Accumulate(indices, _table.Linear, _light.AsSpan(3 * row * _image.Width, indices.Length * 3));
            else if (_image.BitDepth == 8) Write8(indices, _table.Packed, _image.Pixels.AsSpan(row * _image.Stride, _image.Stride));
            else Write16(indices, _table.Wide, _image.Pixels.AsSpan(row * _image.Stride, _image.Stride));
        }
    }

    // With 256 colours the interior is one too many: the picture is then written as any other.
    private void KeepIndices(ReadOnlySpan<int> indices, int row)
    {
        var kept = _indexed!.Indices.AsSpan(row * _image.Width, _image.Width);
        int all = 0;
        for (int x = 0; x < kept.Length; x++)
        {
            all |= indices[x];
            kept[x] = (byte)indices[x];
        }

        if (all > byte.MaxValue) _exceedsIndices = true;
    }

    private void EncodeRows(int first, int end)
    {
        int channels = 3 * _image.Width;
        for (int row = first; row < end; row++)
        {
            var sums = _light.AsSpan(row * channels, channels);
            var levels = _image.Pixels.AsSpan(row * _image.Stride, _image.Stride);
            if (_image.BitDepth == 8) LinearLight.Encode8(sums, (uint)_samples, levels);
            else LinearLight.Encode16(sums, (uint)_samples, levels);
        }
    }

    // Four bytes are stored where a pixel has three: the next pixel puts the fourth right. The last of a row is stored byte by byte,
    // for the row after it may be another thread's.
    private static void Write8(ReadOnlySpan<int> indices, uint[] colours, Span<byte> row)
    {
        int last = indices.Length - 1;
        for (int x = 0; x < last; x++) MemoryMarshal.Write(row[(3 * x)..], colours[indices[x]]);
        uint colour = colours[indices[last]];
        for (int channel = 0; channel < 3; channel++) row[3 * last + channel] = (byte)(colour >> 8 * channel);
    }

    // The same with eight bytes where a pixel has six.
    private static void Write16(ReadOnlySpan<int> indices, ulong[] colours, Span<byte> row)
    {
        int last = indices.Length - 1;
        for (int x = 0; x < last; x++) MemoryMarshal.Write(row[(6 * x)..], colours[indices[x]]);
        ulong colour = colours[indices[last]];
        for (int part = 0; part < 6; part++) row[6 * last + part] = (byte)(colour >> 8 * part);
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
        int rows = Math.Max(1, WorthAThread / _image.Width), bands = (_image.Height + rows - 1) / rows;
        if (bands == 1 || _parallel.MaxDegreeOfParallelism == 1)
        {
            action(field, 0, _image.Height);
            return;
        }

        int length = field.Length;
        fixed (double* start = field)
        {
            nint address = (nint)start;
            Parallel.For(0, bands, _parallel, band =>
                action(new ReadOnlySpan<double>((void*)address, length), band * rows, Math.Min(_image.Height, (band + 1) * rows)));
        }
    }

    private delegate void BandAction(ReadOnlySpan<double> field, int first, int end);
}
