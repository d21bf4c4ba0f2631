using System.Runtime.InteropServices;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.OpenCl.Colours;

/// <summary>What <c>colour.cl</c> is asked in one launch; laid out as <c>colour_leg</c> there.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ColourLeg
{
    /// <summary>Period, turns or contrast.</summary>
    public double Factor { get; set; }

    /// <summary>Turns.</summary>
    public double Offset { get; set; }

    /// <summary>Where the guide begins.</summary>
    public double First { get; set; }

    /// <summary>Cells of the guide a unit, or what stands for it.</summary>
    public double Scale { get; set; }

    /// <summary>Where in the field the numbers lie that get colours.</summary>
    public ulong Values { get; set; }

    public ColourKind Kind { get; set; }

    /// <summary>The interior's index.</summary>
    public uint Entries { get; set; }

    /// <summary>Knots there are.</summary>
    public uint Knots { get; set; }

    /// <summary>Cells of the guide.</summary>
    public uint Cells { get; set; }

    /// <summary>The first item of the launch.</summary>
    public uint From { get; set; }

    /// <summary>The item after the last of the launch.</summary>
    public uint To { get; set; }

    /// <summary>Pixels of the picture.</summary>
    public uint Pixels { get; set; }

    /// <summary>Samples of every pixel.</summary>
    public uint Samples { get; set; }

    public ColourLegFlags Flags { get; set; }

    private readonly uint _unused;

    /// <summary>What a rule and a picture say to every launch.</summary>
    public static ColourLeg Of(PictureTask picture, IndexRule rule)
    {
        var leg = new ColourLeg
        {
            Entries = (uint)rule.Entries,
            Pixels = (uint)picture.Pixels,
            Samples = (uint)picture.Samples,
            Values = picture.MapsDistance ? (ulong)picture.Pixels : 0,
            Flags = picture.Form == PictureForm.ShadedLight ? ColourLegFlags.Shaded : 0,
        };
        switch (rule)
        {
            case CycleRule cycle:
                (leg.Kind, leg.Factor, leg.Offset) = (picture.MapsDistance ? ColourKind.Distance : ColourKind.Cycle, cycle.Period, cycle.Offset);
                break;
            case HistogramRule histogram:
                (leg.Kind, leg.Factor, leg.Offset) = (ColourKind.Histogram, histogram.Turns, histogram.Offset);
                (leg.Knots, leg.Cells) = ((uint)histogram.Counts.Length, (uint)histogram.Guide.Length);
                if (histogram.Counts.Length > 0) (leg.First, leg.Scale) = (histogram.Counts[0], histogram.Scale);
                break;
            case TableRule table:
                (leg.Kind, leg.Cells) = (ColourKind.Table, (uint)table.Table.Length);
                break;
            case ExponentRule exponent:
                (leg.Kind, leg.Factor, leg.Cells) = (ColourKind.Exponent, exponent.Contrast, (uint)exponent.Reached.Length);
                (leg.First, leg.Scale) = (exponent.Thresholds[0], exponent.CellsPerUnit);
                break;
            default:
                throw new ArgumentException($"{rule.GetType().Name} is no rule that devices know", nameof(rule));
        }

        return leg;
    }
}
