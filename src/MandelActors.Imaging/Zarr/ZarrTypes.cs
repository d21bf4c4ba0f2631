namespace MandelActors.Imaging.Zarr;

/// <summary>The names of <see cref="ZarrType"/>, and what follows from each.</summary>
public static class ZarrTypes
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ZarrType>().Select(NameOf)];

    /// <exception cref="UnknownNameException">No type has that name; case does not matter.</exception>
    public static ZarrType Parse(string name)
    {
        foreach (var type in Enum.GetValues<ZarrType>())
        {
            if (NameOf(type).Equals(name, StringComparison.OrdinalIgnoreCase)) return type;
        }

        throw new UnknownNameException("number type", name, Names);
    }

    /// <summary>The name users know: <c>u2</c>, <c>u4</c>, <c>f4</c>, <c>f8</c>.</summary>
    public static string NameOf(ZarrType type) => type switch
    {
        ZarrType.U2 => "u2",
        ZarrType.U4 => "u4",
        ZarrType.F4 => "f4",
        ZarrType.F8 => "f8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "is no number type"),
    };

    /// <summary>Bytes of one value.</summary>
    public static int SizeOf(ZarrType type) => type switch
    {
        ZarrType.U2 => sizeof(ushort),
        ZarrType.U4 or ZarrType.F4 => sizeof(uint),
        _ => sizeof(double),
    };

    public static bool IsInteger(ZarrType type) => type is ZarrType.U2 or ZarrType.U4;

    /// <summary>Whether a value is stored without wrapping, rounding to a whole number or overflowing; <c>f4</c> may round it to 24 bits.</summary>
    public static bool CanHold(ZarrType type, double value) => type switch
    {
        ZarrType.U2 => IsWhole(value, ushort.MaxValue),
        ZarrType.U4 => IsWhole(value, uint.MaxValue),
        ZarrType.F4 => !double.IsFinite(value) || float.IsFinite((float)value),
        _ => true,
    };

    /// <summary>What missing values are unless somebody chose otherwise: 0 for whole numbers, NaN for floating point.</summary>
    internal static double DefaultFill(ZarrType type) => IsInteger(type) ? 0 : double.NaN;

    /// <summary>The <c>data_type</c> of format 3.</summary>
    internal static string LongNameOf(ZarrType type) => type switch
    {
        ZarrType.U2 => "uint16",
        ZarrType.U4 => "uint32",
        ZarrType.F4 => "float32",
        _ => "float64",
    };

    private static bool IsWhole(double value, uint most) => value >= 0 && value <= most && Math.Floor(value) == value;
}
