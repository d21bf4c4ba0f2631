using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Colour;

/// <summary>Colours numbers by where they lie between two ends, as viewers of arrays do: the ends are those of the palette.</summary>
public sealed class RangeColouring
{
    private const int Entries = 256;

    private readonly Rgb[] _colours;
    private readonly double _low, _scale;
    private readonly Rgb _interior;

    /// <param name="palette">Colours from its start to its end, never round.</param>
    /// <param name="low">What gets the first colour, and everything below it.</param>
    /// <param name="high">What gets the last colour, and everything above it; at least <paramref name="low"/>.</param>
    /// <param name="interior">The colour of NaN.</param>
    public RangeColouring(Palette palette, double low, double high, Rgb interior)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        _colours = [.. Enumerable.Range(0, Entries).Select(i => palette.At(i / (Entries - 1.0)).Round())];
        _low = low;
        _scale = high > low ? Entries / (high - low) : 0;
        _interior = interior;
    }

    /// <summary>Colours a field into a part of a picture.</summary>
    /// <param name="field">Row-major, NaN inside.</param>
    /// <param name="width">Columns of the field.</param>
    /// <param name="image">Of 8 bits a channel; takes the field whole.</param>
    /// <param name="left">Column of the picture that gets the field's first one.</param>
    /// <param name="top">Row of the picture that gets the field's first one.</param>
    public void Draw(ReadOnlySpan<float> field, int width, RgbImage image, int left = 0, int top = 0)
    {
        for (int row = 0; row < field.Length / width; row++)
        {
            var pixels = image.Pixels.AsSpan((top + row) * image.Stride + 3 * left, 3 * width);
            for (int column = 0; column < width; column++)
            {
                var colour = Of(field[row * width + column]);
                (pixels[3 * column], pixels[3 * column + 1], pixels[3 * column + 2]) = (colour.R, colour.G, colour.B);
            }
        }
    }

    private Rgb Of(double value) =>
        double.IsNaN(value) ? _interior : _colours[(int)Math.Clamp((value - _low) * _scale, 0, Entries - 1)];
}
