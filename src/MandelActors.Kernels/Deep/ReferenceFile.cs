using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Deep;

/// <summary>A reference as bytes, and the key its content is known by.</summary>
/// <remarks>
/// Little-endian: version (int32), end (int32), precision bits (int32), last (int32), shift (re, im as double, exponent as int64), then
/// re, im, exponent of every element. All other properties follow from the site, which the key stands for.
/// </remarks>
internal static class ReferenceFile
{
    private const int Version = 1;

    /// <summary>The key of a site's reference: the same for the same content, whoever computes it.</summary>
    /// <param name="limit">The longest it may be.</param>
    public static string KeyOf(ReferenceSite site, long limit)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"reference {Version}\n{site.Re}\n{site.Im}\n{site.Radius}\n{limit}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
    }

    public static void Write(Stream stream, ReferenceOrbit reference)
    {
        using var writer = new BinaryWriter(stream, Encoding.ASCII, leaveOpen: true);
        writer.Write(Version);
        writer.Write((int)reference.End);
        writer.Write(reference.PrecisionBits);
        writer.Write(reference.Last);
        Write(writer, reference.Shift);
        for (var m = 0; m <= reference.Last; m++) Write(writer, reference[m]);
    }

    /// <exception cref="InvalidDataException">The bytes are not a reference.</exception>
    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    public static ReferenceOrbit Read(Stream stream, ReferenceSite site)
    {
        using var reader = new BinaryReader(stream, Encoding.ASCII, leaveOpen: true);
        if (reader.ReadInt32() != Version) throw new InvalidDataException("A reference of another version.");
        var end = (ReferenceEnd)reader.ReadInt32();
        var bits = reader.ReadInt32();
        var last = reader.ReadInt32();
        if (!Enum.IsDefined(end) || last < 1 || last > ReferenceBuilder.LongestReference) throw new InvalidDataException("Not a reference.");
        var shift = ReadNumber(reader);
        var orbit = new ScaledComplex[last + 1];
        for (var m = 0; m <= last; m++) orbit[m] = ReadNumber(reader);
        return new ReferenceOrbit(site, shift, orbit, end, bits);
    }

    private static void Write(BinaryWriter writer, ScaledComplex value)
    {
        writer.Write(value.Re);
        writer.Write(value.Im);
        writer.Write(value.Exponent);
    }

    private static ScaledComplex ReadNumber(BinaryReader reader)
    {
        var (re, im) = (reader.ReadDouble(), reader.ReadDouble());
        var exponent = reader.ReadInt64();
        return double.IsFinite(re) && double.IsFinite(im) ? new ScaledComplex(re, im, exponent) : throw new InvalidDataException("Not a number.");
    }
}
