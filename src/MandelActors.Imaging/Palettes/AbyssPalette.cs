using MandelActors.Imaging.Colour;

namespace MandelActors.Imaging.Palettes;

/// <summary>The default palette, made for zooms: from the deep blue of night over teal and warm white to gold, magenta and back into the dark.</summary>
/// <remarks>
/// A closed curve in OKLab: a periodic cubic Hermite spline through the stops below whose tangents are those of the parabola through each stop
/// and its neighbours, so colour and its rate of change are continuous all the way round and no band edge shows at any zoom.
/// Lightness rises once and falls once a turn: neighbouring turns stay apart however thin they get.
/// </remarks>
internal static class AbyssPalette
{
    // Far finer than 8 bits can show; linear in between.
    private const int Entries = 2049;

    private static readonly (double At, Rgb Colour)[] Stops =
    [
        (0.00, new(0x04, 0x07, 0x1f)),
        (0.13, new(0x0a, 0x26, 0x63)),
        (0.27, new(0x0f, 0x71, 0xa6)),
        (0.39, new(0x4c, 0xc4, 0xbc)),
        (0.50, new(0xfb, 0xf6, 0xdc)),
        (0.60, new(0xf9, 0xc1, 0x51)),
        (0.71, new(0xe0, 0x5a, 0x3b)),
        (0.81, new(0x95, 0x1f, 0x6b)),
        (0.91, new(0x37, 0x0f, 0x48)),
    ];

    public static Palette Create()
    {
        OkLab[] stops = [.. Stops.Select(stop => OkLab.From(RgbValue.From(stop.Colour)))];
        var entries = new RgbValue[Entries];
        for (int i = 0; i < Entries - 1; i++) entries[i] = At(stops, i / (double)(Entries - 1)).ToRgb();
        entries[^1] = entries[0];
        return new Palette(Palette.DefaultName, new PaletteCredit("MandelActors", "that of this project"), isCyclic: true, entries);
    }

    private static OkLab At(OkLab[] stops, double position)
    {
        int from = Array.FindLastIndex(Stops, stop => stop.At <= position);
        double width = Place(from + 1) - Place(from);
        double t = (position - Place(from)) / width;
        return new OkLab(Spline(stop => stop.L), Spline(stop => stop.A), Spline(stop => stop.B));

        double Spline(Func<OkLab, double> part)
        {
            double y0 = Value(from), y1 = Value(from + 1), d0 = Tangent(from) * width, d1 = Tangent(from + 1) * width;
            double s = 1 - t;
            return s * s * (1 + 2 * t) * y0 + t * t * (3 - 2 * t) * y1 + t * s * (s * d0 - t * d1);

            double Value(int k) => part(stops[Turn(k)]);
            double Tangent(int k)
            {
                double before = Place(k) - Place(k - 1), after = Place(k + 1) - Place(k);
                double fall = (Value(k) - Value(k - 1)) / before, rise = (Value(k + 1) - Value(k)) / after;
                return (fall * after + rise * before) / (before + after);
            }
        }
    }

    // Stops go on for ever in both directions: stop k + n is stop k one turn later.
    private static int Turn(int k) => (k + Stops.Length) % Stops.Length;

    private static double Place(int k) => Stops[Turn(k)].At + (k < 0 ? -1 : k >= Stops.Length ? 1 : 0);
}
