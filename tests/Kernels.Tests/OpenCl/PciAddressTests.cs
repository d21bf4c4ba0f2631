using System.Runtime.InteropServices;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.Tests.OpenCl;

public sealed class PciAddressTests
{
    private static readonly PciAddress Card = new(0, 0x65, 2 << 3 | 1);

    [Fact]
    public void Every_maker_is_asked_in_its_own_way_for_the_same_place()
    {
        PciAddress.Of(Answers((0x410F, Words(0, 0x65, 2, 1)))).ShouldBe(Card);
        PciAddress.Of(Answers((0x4008, Words(0x65)), (0x4009, Words(2 << 3 | 1)))).ShouldBe(Card);
        PciAddress.Of(Answers((0x4008, Words(0x65)), (0x4009, Words(2 << 3 | 1)), (0x400A, Words(7)))).ShouldBe(Card with { Domain = 7 });
        PciAddress.Of(Answers((0x4037, [1, 0, 0, 0, .. new byte[17], 0x65, 2, 1]))).ShouldBe(Card);
    }

    [Fact]
    public void What_says_nothing_sensible_has_no_place()
    {
        PciAddress.Of(Answers()).ShouldBeNull();
        PciAddress.Of(Answers((0x410F, Words(1)), (0x4008, Words(0x65)), (0x4037, Words(1)))).ShouldBeNull();
        PciAddress.Of(Answers((0x4037, new byte[24]))).ShouldBeNull();
    }

    private static Func<uint, byte[]> Answers(params (uint Name, byte[] Bytes)[] answers) =>
        name => answers.Where(answer => answer.Name == name).Select(answer => answer.Bytes).FirstOrDefault([]);

    private static byte[] Words(params uint[] words) => MemoryMarshal.AsBytes(words.AsSpan()).ToArray();
}
