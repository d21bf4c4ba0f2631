using MandelActors.Fractals.Stacks;
using MandelActors.Imaging.Zarr;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>Says the words of a stack's scene in the terms of the rooms that compute and store.</summary>
public static class StackMapping
{
    /// <summary>Names of the axes, as xarray shows them.</summary>
    private static readonly string[] AxisNames = ["level", "y", "x"];

    public static StackSettings SettingsOf(StackScene scene) => new(
        new StackGeometry(
            scene.CentreRe, scene.CentreIm, scene.Radius, scene.ZoomPerLevel, scene.Levels, scene.Image.Width, scene.Image.Height,
            SceneMapping.SamplingOf(scene.Sampling), SceneMapping.RowsOf(scene.Rows)),
        SceneMapping.RuleOf(scene.Escape),
        SceneMapping.LimitOf(scene.Iterations),
        scene.Arithmetic == SceneArithmetic.Double ? StackArithmetic.PlainDouble : StackArithmetic.Exact);

    /// <summary>The array of a scene's slice; attributes say what its numbers are.</summary>
    public static ZarrArray ArrayOf(StackScene scene)
    {
        var array = scene.Array;
        var format = array.Format == 3 ? ZarrFormat.V3 : ZarrFormat.V2;
        var compressor = array.Compressor switch
        {
            StackArray.Zlib => ZarrCompressor.Zlib(array.CompressionLevel),
            StackArray.Gzip => ZarrCompressor.Gzip(array.CompressionLevel),
            _ => ZarrCompressor.None,
        };
        return new ZarrArray(format, array.Slice.Shape, array.Chunks, ZarrTypes.Parse(array.Type), compressor)
        {
            DimensionNames = AxisNames,
            Attributes = StackAttributes.Of(scene),
        };
    }

    /// <summary>How the values of a scene become chunks.</summary>
    public static ChunkCodec CodecOf(StackScene scene) => new(ArrayOf(scene), InsideOf(scene));

    /// <summary>What stands for a pixel inside in an array of whole numbers: the limit where it is fixed, and otherwise the largest number of the type; null where NaN does.</summary>
    /// <remarks><c>auto</c> finds a limit for each level, and a number that means something else from level to level means nothing.</remarks>
    public static double? InsideOf(StackScene scene) => scene switch
    {
        { Array.IsWhole: false } => null,
        { Iterations.Limit: { } limit } => limit,
        { Array.Type: StackArray.CountType } => ushort.MaxValue,
        _ => uint.MaxValue,
    };

    /// <summary>Makes NaN of every pixel inside, whatever its values are, for those who draw or print them.</summary>
    /// <param name="scene">The stack.</param>
    /// <param name="values">As <see cref="StackRenderer.Render"/> gives them; changed.</param>
    public static void MarkInside(StackScene scene, Span<double> values)
    {
        // A whole count below the limit stands for itself, the limit for a pixel that has none.
        if (scene is not { Escape.Count: SceneCount.Whole, Iterations.Limit: { } limit }) return;
        foreach (ref var value in values) value = value == limit ? double.NaN : value;
    }
}
