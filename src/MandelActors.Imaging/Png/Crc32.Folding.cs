using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Imaging.Png;

/// <remarks>
/// The fast path multiplies without carries: 64 bytes are folded forward a step, in four lanes of 16, and what is left goes through the tables.
/// <i>Source:</i> V. Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel, 2009. The constants are
/// x^(distance) mod P in reflected form: computed below rather than copied.
/// </remarks>
public static partial class Crc32
{
    private const int FoldedAtLeast = 128;

    private static readonly Vector128<ulong> By64Bytes = FoldConstants(64);
    private static readonly Vector128<ulong> By16Bytes = FoldConstants(16);

    // Leaves state and bytes such that Sliced(state, bytes) finishes the checksum.
    private static void Fold(ref uint state, ref ReadOnlySpan<byte> bytes)
    {
        var blocks = MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes);
        var lane0 = blocks[0] ^ Vector128.CreateScalar(state).AsUInt64();
        var lane1 = blocks[1];
        var lane2 = blocks[2];
        var lane3 = blocks[3];
        int at = 4;
        for (; at + 4 <= blocks.Length; at += 4)
        {
            lane0 = Forward(lane0, By64Bytes) ^ blocks[at];
            lane1 = Forward(lane1, By64Bytes) ^ blocks[at + 1];
            lane2 = Forward(lane2, By64Bytes) ^ blocks[at + 2];
            lane3 = Forward(lane3, By64Bytes) ^ blocks[at + 3];
        }

        lane1 ^= Forward(lane0, By16Bytes);
        lane2 ^= Forward(lane1, By16Bytes);
        lane3 ^= Forward(lane2, By16Bytes);
        // The remaining 16 bytes are congruent to all that came before: the tables start afresh on them.
        Span<byte> folded = stackalloc byte[16];
        lane3.AsByte().CopyTo(folded);
        state = Sliced(0, folded);
        bytes = bytes[(at * 16)..];
    }

    private static Vector128<ulong> Forward(Vector128<ulong> lane, Vector128<ulong> constants) =>
        Pclmulqdq.CarrylessMultiply(lane, constants, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, constants, 0x11);

    // A lane's low half lies 64 bits further ahead than its high half. In reflected form a carry-less product comes out one bit low,
    // which the 33-bit shift instead of 32 makes up for: the pair is (x^(d+32) mod P, x^(d−32) mod P) << 1, reflected, d in bits.
    private static Vector128<ulong> FoldConstants(int bytes) =>
        Vector128.Create((ulong)PowerOfX(8 * bytes + 32) << 1, (ulong)PowerOfX(8 * bytes - 32) << 1);

    // x^n mod P, reflected: bit 31 is x⁰.
    private static uint PowerOfX(int n)
    {
        uint power = 1u << 31;
        for (int i = 0; i < n; i++) power = (power & 1) != 0 ? power >> 1 ^ Polynomial : power >> 1;
        return power;
    }
}
