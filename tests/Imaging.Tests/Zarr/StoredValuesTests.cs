using MandelActors.Imaging.Zarr;

namespace MandelActors.Imaging.Tests.Zarr;

public sealed class StoredValuesTests
{
    [Theory]
    [InlineData(ZarrType.U2)]
    [InlineData(ZarrType.U4)]
    [InlineData(ZarrType.F4)]
    [InlineData(ZarrType.F8)]
    public void Vectors_store_what_one_value_at_a_time_does(ZarrType type)
    {
        var random = new Random(71);
        double[] odd = [-1, -0.0, 0.5, 65535, 65536, uint.MaxValue, 4294967296, 1L << 52, 1e300, 1e-300, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 65534.999999, 3.5e38];
        for (int round = 0; round < 4000; round++)
        {
            double[] values = Stores.Values(type, random.Next(70), round);
            if (values.Length > 0 && round % 2 == 0) values[random.Next(values.Length)] = odd[random.Next(odd.Length)];
            double forNaN = round % 3 == 0 ? double.NaN : 17;
            byte[] fast = new byte[values.Length * ZarrTypes.SizeOf(type)], plain = new byte[fast.Length];

            int stored = StoredValues.Store(type, values, forNaN, fast);

            stored.ShouldBe(StoredValues.StoreScalar(type, values, forNaN, plain), $"round {round}");
            fast.AsSpan(0, stored * ZarrTypes.SizeOf(type)).SequenceEqual(plain.AsSpan(0, stored * ZarrTypes.SizeOf(type))).ShouldBeTrue($"round {round}");
        }
    }

    [Theory]
    [InlineData(ZarrType.U2, 65536, "the value 65536 at [5, 3, 1] is above 65535, the largest of u2: choose the type u4")]
    [InlineData(ZarrType.U2, 1e12, "the value 1000000000000 at [5, 3, 1] is above 65535, the largest of u2: choose the type f8")]
    [InlineData(ZarrType.U4, 4294967296, "the value 4294967296 at [5, 3, 1] is above 4294967295, the largest of u4: choose the type f8")]
    [InlineData(ZarrType.U2, 12.5, "the value 12.5 at [5, 3, 1] is no whole number as u2 demands: choose the type f4 or f8")]
    [InlineData(ZarrType.U4, -1, "the value -1 at [5, 3, 1] cannot be stored as u4: choose the type f4 or f8")]
    [InlineData(ZarrType.U2, double.NaN, "the value NaN at [5, 3, 1] cannot be stored as u2: give a whole number that stands for it, or choose the type f4 or f8")]
    [InlineData(ZarrType.F4, 1e39, "the value 1E+39 at [5, 3, 1] is beyond the range of f4: choose the type f8")]
    public void A_value_that_does_not_fit_is_named_with_its_place_and_the_remedy(ZarrType type, double value, string message)
    {
        var array = new ZarrArray(ZarrFormat.V2, [6, 4, 2], [1, 3, 4], type, ZarrCompressor.Zlib(1));
        using var stream = new MemoryStream();

        var problem = Should.Throw<UnstorableValueException>(() => new ChunkCodec(array).Encode([5, 1, 0], [0, value], stream));

        problem.Message.ShouldBe(message);
        problem.Place.ShouldBe([5, 3, 1]);
        stream.Length.ShouldBe(0);
    }

    [Fact]
    public void NaN_becomes_what_the_caller_chose_where_there_are_only_whole_numbers()
    {
        var whole = new ZarrArray(ZarrFormat.V2, [40], [40], ZarrType.U2, ZarrCompressor.None);
        double[] values = [.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? double.NaN : i)];
        Stores.Decode(whole, [0], Stores.Encode(whole, [0], values, inside: 256)).ShouldBe(values.Select(value => double.IsNaN(value) ? 256 : value));

        var real = new ZarrArray(ZarrFormat.V2, [40], [40], ZarrType.F4, ZarrCompressor.None);
        Stores.Bits(Stores.Decode(real, [0], Stores.Encode(real, [0], values, inside: 256))).ShouldBe(Stores.Bits(values));
    }
}
