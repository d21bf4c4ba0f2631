using System.Runtime.CompilerServices;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels.Pictures;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Pictures;

/// <summary>Says Imaging's colours in the terms of devices.</summary>
internal static class DeviceColours
{
    /// <summary>One object a table, so that devices know it again.</summary>
    private static readonly ConditionalWeakTable<ColourTable, PictureColours> Known = [];

    public static PictureTask TaskFor(ColourScheme scheme, SceneImage image) => new(image.Width, image.Height, image.Samples, ColoursOf(scheme.Table), FormOf(scheme))
    {
        MapsDistance = scheme.MapsDistance,
    };

    /// <param name="map">The frame's.</param>
    /// <param name="mostCount">The largest whole count there can be; only tables of whole counts look at it.</param>
    public static IndexRule RuleOf(IndexMap map, int mostCount) => map switch
    {
        CycleIndex cycle => RuleOf(cycle),
        DistanceIndex distance => RuleOf(distance.Cycle),
        HistogramIndex histogram => new HistogramRule(
            histogram.Entries, histogram.Turns, histogram.Offset, histogram.Counts, histogram.Shares, histogram.Guide, histogram.Scale),
        MandeltorchIndex mandeltorch => new TableRule(MandeltorchIndex.Entries, mandeltorch.TableUpTo(Math.Max(1, mostCount))),
        ExponentIndex exponent => new ExponentRule(
            exponent.Entries, exponent.Contrast, exponent.Thresholds.Least, exponent.Places, exponent.Thresholds.Reached, exponent.Thresholds.CellsPerUnit),
        _ => throw new ArgumentException($"devices know no {map.GetType().Name}", nameof(map)),
    };

    private static CycleRule RuleOf(CycleIndex cycle) => new(cycle.Entries, cycle.Period, cycle.Offset);

    private static PictureColours ColoursOf(ColourTable table) => Known.GetValue(table, known => new PictureColours(known.Packed, known.Linear, ColourScheme.Levels));

    private static PictureForm FormOf(ColourScheme scheme) =>
        scheme.IsShaded ? PictureForm.ShadedLight
        : scheme.UsesLight ? PictureForm.Light
        : scheme.UsesIndices ? PictureForm.Indices
        : PictureForm.Colours;
}
