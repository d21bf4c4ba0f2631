using System.Globalization;
using System.Text.Json;

namespace MandelActors.Imaging.Zarr;

/// <summary>Reads the files that describe an array.</summary>
/// <remarks>Unknown keys are ignored in format 2; in format 3 only where they say <c>"must_understand": false</c>. So the specifications ask.</remarks>
internal static partial class MetadataReader
{
    private const int LargestFile = 4 << 20;

    /// <exception cref="InvalidDataException">There is no array here, or a file is not what the specification asks for.</exception>
    /// <exception cref="NotSupportedException">It is an array of a kind that is not read here.</exception>
    public static ZarrArray Read(string folder)
    {
        string v2 = Path.Combine(folder, ZarrMetadata.ArrayFile), v3 = Path.Combine(folder, ZarrMetadata.FileOfV3);
        try
        {
            if (File.Exists(v2)) return ReadV2(Parse(v2), Path.Combine(folder, ZarrMetadata.AttributesFile));
            if (File.Exists(v3)) return ReadV3(Parse(v3));
        }
        catch (InvalidOperationException problem)
        {
            // The parser's way to say that a string is not valid UTF-8 or holds half a surrogate pair.
            throw new InvalidDataException($"{folder}: expected UTF-8 text in what describes the array, found bytes that are not", problem);
        }

        throw new InvalidDataException($"{folder}: expected a Zarr array, found neither {ZarrMetadata.ArrayFile} nor {ZarrMetadata.FileOfV3}");
    }

    private static MetadataNode Parse(string file)
    {
        if (new FileInfo(file).Length > LargestFile) throw new InvalidDataException($"{file}: expected at most {LargestFile >> 20} MiB");
        return MetadataNode.Parse(File.ReadAllBytes(file), file);
    }

    // What every array is checked for when it is made, said of the file.
    private static ZarrArray Make(MetadataNode root, Func<ZarrArray> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException problem)
        {
            throw root.Wrong(problem.Message);
        }
    }

    private static long[] Shape(MetadataNode node) => [.. node.Items().Select(item => item.Whole(1, long.MaxValue))];

    private static int[] Chunks(MetadataNode node) => [.. node.Items().Select(item => (int)item.Whole(1, int.MaxValue))];

    private static char Separator(MetadataNode node) => node.Text() is "." or "/" ? node.Text()[0] : throw node.Wrong($"expected \".\" or \"/\", found {node.Shown}");

    private static double FillValue(MetadataNode node, ZarrType type)
    {
        double? value = node.Element.ValueKind switch
        {
            JsonValueKind.Number => node.Element.GetDouble(),
            JsonValueKind.String => node.Text() switch
            {
                "NaN" => double.NaN,
                "Infinity" => double.PositiveInfinity,
                "-Infinity" => double.NegativeInfinity,
                var text => FromBits(text, type),
            },
            _ => null,
        };
        return value is { } fill && ZarrTypes.CanHold(type, fill) ? fill : throw node.Wrong($"expected a value of the type {ZarrTypes.NameOf(type)}, found {node.Shown}");
    }

    /// <summary>A floating point value as its bits, such as <c>0x7fc00000</c>: format 3 allows it, for NaNs of all kinds.</summary>
    private static double? FromBits(string text, ZarrType type)
    {
        if (text.Length != 2 + 2 * ZarrTypes.SizeOf(type) || !text.StartsWith("0x", StringComparison.Ordinal)
            || !ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)) return null;
        return type switch
        {
            ZarrType.F4 => BitConverter.UInt32BitsToSingle((uint)bits),
            ZarrType.F8 => BitConverter.UInt64BitsToDouble(bits),
            _ => null,
        };
    }
}
