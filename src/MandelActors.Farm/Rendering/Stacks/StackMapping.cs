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
    public static ChunkCodec CodecOf(StackScene scene) => new(ArrayOf(scene), scene.Array.IsWhole ? InsideOf(scene) : null);

    /// <summary>What stands for a pixel inside in an array of whole numbers: the limit where it is fixed, and otherwise the largest number of the type.</summary>
    /// <remarks><c>auto</c> finds a limit for each level, and a number that means something else from level to level means nothing.</remarks>
    public static double InsideOf(StackScene scene) =>
        scene.Iterations.Limit is { } limit ? limit : scene.Array.Type == StackArray.CountType ? ushort.MaxValue : uint.MaxValue;
}
