using MandelActors.Numerics.Digits;

namespace MandelActors.Numerics;

public sealed partial class ComplexOrbit
{
    private const byte Version = 1;

    /// <summary>Writes all that later steps depend on: a read orbit continues bit for bit, and its precision may rise as far.</summary>
    /// <remarks>
    /// Version (byte, 1), digits behind the point that there is room for (int32), fraction bits (int32), steps (int64), then digits as
    /// int32, the most significant first: of a and b all there is room for and one more, of x and y those of the present
    /// precision and one more. Little-endian.
    /// </remarks>
    public void Write(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(_digits.X.FractionDigits);
        writer.Write(FractionBits);
        writer.Write(Steps);
        foreach (var (digits, count) in Stored())
            foreach (var digit in digits.All[..count]) writer.Write((int)digit);
    }

    /// <summary>An orbit as <see cref="Write"/> left it.</summary>
    /// <exception cref="InvalidDataException">The bytes are no orbit.</exception>
    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the width.</exception>
    public static ComplexOrbit Read(BinaryReader reader, DigitWidth width = DigitWidth.Auto)
    {
        var version = reader.ReadByte();
        if (version != Version) throw new InvalidDataException($"An orbit of version {version}; {Version} is known.");
        var room = reader.ReadInt32();
        if (room < 1 || room > Radix.MostFractionDigits) throw new InvalidDataException($"An orbit of {room} digits.");
        var fractionBits = reader.ReadInt32();
        if (fractionBits < 1 || fractionBits > room * Radix.Bits) throw new InvalidDataException($"An orbit of {fractionBits} bits.");
        var orbit = new ComplexOrbit(room * Radix.Bits, width)
        {
            FractionBits = fractionBits,
            _fractionDigits = Radix.FractionDigits(fractionBits),
            Steps = reader.ReadInt64(),
        };
        if (orbit.Steps < 0) throw new InvalidDataException($"An orbit of {orbit.Steps} steps.");
        foreach (var (digits, count) in orbit.Stored())
            for (var k = 0; k < count; k++)
            {
                var digit = reader.ReadInt32();
                if (Math.Abs((long)digit) > Radix.LargestDigit) throw new InvalidDataException($"A digit of {digit}.");
                digits[k] = digit;
            }

        orbit._kernel.Refresh(orbit._digits, orbit._fractionDigits);
        return orbit;
    }

    private (DigitBuffer Digits, int Count)[] Stored()
    {
        var (room, present) = (_digits.X.FractionDigits + 1, _fractionDigits + 1);
        return [(_digits.A, room), (_digits.B, room), (_digits.X, present), (_digits.Y, present)];
    }
}
