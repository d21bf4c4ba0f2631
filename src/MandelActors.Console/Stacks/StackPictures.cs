using MandelActors.Imaging;
using MandelActors.Imaging.Colour;

namespace MandelActors.Console.Stacks;

/// <summary>Pictures of some levels of a stack, all with one contrast or each with its own.</summary>
/// <param name="levels">What computes them.</param>
/// <param name="chosen">Level of each picture, counted from the top of the stack.</param>
/// <param name="colours">How they are coloured.</param>
internal sealed class StackPictures(StackLevels levels, IReadOnlyList<int> chosen, StackColours colours)
{
    /// <summary>Values kept between the look that finds the contrast and the one that draws; what goes beyond is computed twice.</summary>
    private const long MostKept = 1L << 27;

    private readonly float[]?[] _fields = new float[]?[chosen.Count];
    private Contrast? _common;

    public int Count => chosen.Count;

    /// <summary>Computes what the common contrast needs: every field, unless each has its own.</summary>
    /// <param name="progress">Told how many fields were looked at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Prepare(Action<int> progress, CancellationToken cancellationToken)
    {
        if (colours.EachItsOwn) return;
        _common = new Contrast();
        var kept = 0L;
        for (var i = 0; i < Count; i++)
        {
            var field = FieldOf(i, cancellationToken);
            _common.Add(field);
            kept += field.Length;
            if (kept <= MostKept) _fields[i] = field;
            progress(i + 1);
        }
    }

    /// <summary>Draws one picture into a larger one.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <param name="image">Of 8 bits a channel.</param>
    /// <param name="left">Its first column.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Draw(int index, RgbImage image, int left, int top, CancellationToken cancellationToken)
    {
        var field = _fields[index] ?? FieldOf(index, cancellationToken);
        var contrast = _common ?? Contrast.Of(field);
        var colouring = contrast.IsEmpty
            ? new RangeColouring(colours.Palette, 0, 0, colours.Interior)
            : new RangeColouring(colours.Palette, contrast.Low, contrast.High, colours.Interior);
        colouring.Draw(field, levels.Width, image, left, top);
    }

    private float[] FieldOf(int index, CancellationToken cancellationToken)
    {
        var values = levels.ValuesAt(chosen[index], cancellationToken);
        return colours.Logarithmic ? Array.ConvertAll(values, value => (float)Math.Log(1 + value)) : Array.ConvertAll(values, value => (float)value);
    }
}
