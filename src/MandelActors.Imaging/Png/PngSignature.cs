namespace MandelActors.Imaging.Png;

/// <summary>The first eight bytes of every PNG.</summary>
internal static class PngSignature
{
    public static ReadOnlySpan<byte> Bytes => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
}
