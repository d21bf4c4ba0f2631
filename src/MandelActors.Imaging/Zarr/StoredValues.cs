using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MandelActors.Imaging.Zarr;

/// <summary>Values as doubles, and as the little-endian bytes of a <see cref="ZarrType"/>.</summary>
/// <remarks>
/// Lanes are neighbouring values; the remainder, and everything from the first vector with a value that may not fit, goes through <see cref="StoreScalar"/>, the twin. NaN is
/// always stored with the bits 0x7FF8…: processors differ in those they make, and files should not.
/// </remarks>
internal static class StoredValues
{
    // 2^52: the sum's low bits are the whole number itself, and taking it away again shows whether there was a fraction.
    private const double Shift = 1L << 52;

    private static readonly double PlainNaN = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000);
    private static readonly float PlainSingleNaN = BitConverter.UInt32BitsToSingle(0x7FC0_0000);

    /// <summary>Stores values one after the other.</summary>
    /// <param name="forNaN">What whole numbers hold instead of NaN; NaN if nothing stands for it. Floating point keeps NaN.</param>
    /// <param name="bytes">Gets <see cref="ZarrTypes.SizeOf"/> bytes for each value.</param>
    /// <returns>How many values were stored: all, or those before the first that the type cannot hold.</returns>
    public static int Store(ZarrType type, ReadOnlySpan<double> values, double forNaN, Span<byte> bytes)
    {
        int stored = 0;
        if (Vector.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            stored = type switch
            {
                ZarrType.U2 => StoreVectors(values, forNaN, MemoryMarshal.Cast<byte, ushort>(bytes)),
                ZarrType.U4 => StoreVectors(values, forNaN, MemoryMarshal.Cast<byte, uint>(bytes)),
                ZarrType.F4 => StoreVectors(values, MemoryMarshal.Cast<byte, float>(bytes)),
                _ => StoreVectors(values, MemoryMarshal.Cast<byte, double>(bytes)),
            };
        }

        return stored + StoreScalar(type, values[stored..], forNaN, bytes[(stored * ZarrTypes.SizeOf(type))..]);
    }

    /// <summary>The plain twin of <see cref="Store"/>.</summary>
    public static int StoreScalar(ZarrType type, ReadOnlySpan<double> values, double forNaN, Span<byte> bytes)
    {
        int size = ZarrTypes.SizeOf(type);
        bool whole = ZarrTypes.IsInteger(type);
        for (int i = 0; i < values.Length; i++)
        {
            double value = whole && double.IsNaN(values[i]) ? forNaN : values[i];
            if (!ZarrTypes.CanHold(type, value)) return i;
            var target = bytes.Slice(i * size, size);
            switch (type)
            {
                case ZarrType.U2:
                    BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)value);
                    break;
                case ZarrType.U4:
                    BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)value);
                    break;
                case ZarrType.F4:
                    BinaryPrimitives.WriteSingleLittleEndian(target, double.IsNaN(value) ? PlainSingleNaN : (float)value);
                    break;
                default:
                    BinaryPrimitives.WriteDoubleLittleEndian(target, double.IsNaN(value) ? PlainNaN : value);
                    break;
            }
        }

        return values.Length;
    }

    /// <summary>The values that <see cref="Store"/> stored.</summary>
    /// <param name="bytes"><see cref="ZarrTypes.SizeOf"/> bytes for each value.</param>
    public static void Load(ZarrType type, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        switch (type)
        {
            case ZarrType.U2:
                for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]);
                break;
            case ZarrType.U4:
                for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
                break;
            case ZarrType.F4:
                for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
                break;
            default:
                for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * sizeof(double))..]);
                break;
        }
    }

    private static int StoreVectors(ReadOnlySpan<double> values, double forNaN, Span<ushort> target)
    {
        int lanes = Vector<double>.Count, at = 0;
        Vector<double> most = new(ushort.MaxValue), standIn = new(forNaN);
        for (; at + 4 * lanes <= values.Length; at += 4 * lanes)
        {
            var fits = Vector<long>.AllBitsSet;
            var first = Vector.Narrow(Whole(values[at..], standIn, most, ref fits), Whole(values[(at + lanes)..], standIn, most, ref fits));
            var second = Vector.Narrow(Whole(values[(at + 2 * lanes)..], standIn, most, ref fits), Whole(values[(at + 3 * lanes)..], standIn, most, ref fits));
            if (fits != Vector<long>.AllBitsSet) break;
            Vector.Narrow(first, second).CopyTo(target[at..]);
        }

        return at;
    }

    private static int StoreVectors(ReadOnlySpan<double> values, double forNaN, Span<uint> target)
    {
        int lanes = Vector<double>.Count, at = 0;
        Vector<double> most = new(uint.MaxValue), standIn = new(forNaN);
        for (; at + 2 * lanes <= values.Length; at += 2 * lanes)
        {
            var fits = Vector<long>.AllBitsSet;
            var narrow = Vector.Narrow(Whole(values[at..], standIn, most, ref fits), Whole(values[(at + lanes)..], standIn, most, ref fits));
            if (fits != Vector<long>.AllBitsSet) break;
            narrow.CopyTo(target[at..]);
        }

        return at;
    }

    // Infinity is stored, but a finite value must not become it: the twin tells them apart.
    private static int StoreVectors(ReadOnlySpan<double> values, Span<float> target)
    {
        int lanes = Vector<double>.Count, at = 0;
        Vector<float> nan = new(PlainSingleNaN), infinity = new(float.PositiveInfinity);
        for (; at + 2 * lanes <= values.Length; at += 2 * lanes)
        {
            var narrow = Vector.Narrow(new Vector<double>(values[at..]), new Vector<double>(values[(at + lanes)..]));
            if (Vector.EqualsAny(Vector.Abs(narrow), infinity)) break;
            Vector.ConditionalSelect(Vector.Equals(narrow, narrow), narrow, nan).CopyTo(target[at..]);
        }

        return at;
    }

    private static int StoreVectors(ReadOnlySpan<double> values, Span<double> target)
    {
        int lanes = Vector<double>.Count, at = 0;
        Vector<double> nan = new(PlainNaN);
        for (; at + lanes <= values.Length; at += lanes)
        {
            Vector<double> value = new(values[at..]);
            Vector.ConditionalSelect(Vector.Equals(value, value), value, nan).CopyTo(target[at..]);
        }

        return at;
    }

    /// <returns>Lanes whose low 32 bits are the whole number, where <paramref name="fits"/> keeps its bits.</returns>
    private static Vector<ulong> Whole(ReadOnlySpan<double> values, Vector<double> standIn, Vector<double> most, ref Vector<long> fits)
    {
        Vector<double> given = new(values), shift = new(Shift);
        var value = Vector.ConditionalSelect(Vector.Equals(given, given), given, standIn);
        var shifted = value + shift;
        fits &= Vector.GreaterThanOrEqual(value, Vector<double>.Zero) & Vector.LessThanOrEqual(value, most) & Vector.Equals(shifted - shift, value);
        return Vector.AsVectorUInt64(shifted);
    }
}
