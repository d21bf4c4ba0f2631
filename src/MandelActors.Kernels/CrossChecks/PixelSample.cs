using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MandelActors.Kernels.CrossChecks;

/// <summary>Chooses pixels by a seed: always the same for one seed, and none that could be told without it.</summary>
/// <remarks>Counts upwards through SHA-256, so that the choice is the same on every machine and in every version of the runtime.</remarks>
public static class PixelSample
{
    /// <summary>Some pixels of a field.</summary>
    /// <param name="seed">What the choice follows from, any length.</param>
    /// <param name="pixels">Pixels of the field, at least 1.</param>
    /// <param name="most">How many are chosen; of a field that has fewer, all.</param>
    /// <returns>Their numbers, each once, in rising order.</returns>
    public static int[] Of(ReadOnlySpan<byte> seed, int pixels, int most)
    {
        if (pixels <= most) return [.. Enumerable.Range(0, pixels)];
        HashSet<int> chosen = [];
        Span<byte> question = new byte[seed.Length + sizeof(int)];
        seed.CopyTo(question);
        Span<byte> answer = stackalloc byte[SHA256.HashSizeInBytes];
        for (var counter = 0; chosen.Count < most; counter++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(question[seed.Length..], counter);
            SHA256.HashData(question, answer);
            for (var at = 0; at < answer.Length && chosen.Count < most; at += sizeof(uint))
                chosen.Add((int)((ulong)BinaryPrimitives.ReadUInt32LittleEndian(answer[at..]) * (ulong)pixels >> 32));
        }

        return [.. chosen.Order()];
    }
}
