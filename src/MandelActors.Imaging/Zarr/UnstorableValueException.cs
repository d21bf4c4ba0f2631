using System.Globalization;

namespace MandelActors.Imaging.Zarr;

/// <summary>A value has no counterpart in the number type it is to be stored as; the message names both and the remedy.</summary>
public sealed class UnstorableValueException : ArithmeticException
{
    /// <param name="value">The value as it was computed.</param>
    /// <param name="place">Its indices in the array.</param>
    /// <param name="type">The type it does not fit.</param>
    public UnstorableValueException(double value, IReadOnlyList<long> place, ZarrType type)
        : base(string.Create(CultureInfo.InvariantCulture, $"the value {value} at [{string.Join(", ", place)}] {Explain(value, type)}"))
    {
        Value = value;
        Place = place;
        Type = type;
    }

    public double Value { get; }

    public IReadOnlyList<long> Place { get; }

    public ZarrType Type { get; }

    private static string Explain(double value, ZarrType type)
    {
        string name = ZarrTypes.NameOf(type);
        if (double.IsNaN(value)) return $"cannot be stored as {name}: give a whole number that stands for it, or choose the type f4 or f8";
        if (type == ZarrType.F4) return "is beyond the range of f4: choose the type f8";
        if (value < 0 || double.IsInfinity(value)) return $"cannot be stored as {name}: choose the type f4 or f8";
        if (Math.Floor(value) != value) return $"is no whole number as {name} demands: choose the type f4 or f8";
        return type == ZarrType.U2 ? $"is above {ushort.MaxValue}, the largest of u2: choose the type {(ZarrTypes.CanHold(ZarrType.U4, value) ? "u4" : "f8")}"
            : $"is above {uint.MaxValue}, the largest of u4: choose the type f8";
    }
}
