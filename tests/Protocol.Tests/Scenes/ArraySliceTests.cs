using MandelActors.Numerics;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

public sealed class ArraySliceTests
{
    private static readonly long[] Shape = [120_000, 512, 300];

    /// <summary>What NumPy 1.24 takes of an array of 120000 × 512 × 300; single integers as <c>i:i+1</c>.</summary>
    [Theory]
    [InlineData("0:20000:500,::2,::2", "0:19501:500,0:511:2,0:299:2", "40,256,150")]
    [InlineData(":", "0:120000:1,0:512:1,0:300:1", "120000,512,300")]
    [InlineData("...", "0:120000:1,0:512:1,0:300:1", "120000,512,300")]
    [InlineData("3000", "3000:3001:1,0:512:1,0:300:1", "1,512,300")]
    [InlineData("-1,...", "119999:120000:1,0:512:1,0:300:1", "1,512,300")]
    [InlineData("...,5", "0:120000:1,0:512:1,5:6:1", "120000,512,1")]
    [InlineData("1,...,-300", "1:2:1,0:512:1,0:1:1", "1,512,1")]
    [InlineData("1,2,3,...", "1:2:1,2:3:1,3:4:1", "1,1,1")]
    [InlineData("-3:,:-500,1:-1", "119997:120000:1,0:12:1,1:299:1", "3,12,298")]
    [InlineData(" 0 : 10 : 3 , 500:9999 , -9999:4 ", "0:10:3,500:512:1,0:4:1", "4,12,4")]
    [InlineData("5:6:7,::1000,299:", "5:6:1,0:1:1,299:300:1", "1,1,1")]
    [InlineData("::9223372036854775807,+1,:9223372036854775807", "0:1:1,1:2:1,0:300:1", "1,1,300")]
    public void A_slice_takes_what_NumPy_takes(string text, string full, string shape)
    {
        var slice = Parse(text);
        slice.ToString().ShouldBe(full);
        string.Join(',', slice.Shape).ShouldBe(shape);
        Parse(full).ShouldBe(slice);
        Parse(full).GetHashCode().ShouldBe(slice.GetHashCode());
    }

    [Fact]
    public void Every_small_slice_takes_what_counting_gives()
    {
        int?[] parts = [null, -6, -5, -4, -1, 0, 1, 4, 5, 6];
        for (int length = 1; length <= 5; length++)
        {
            foreach (var (start, stop, step) in from a in parts from b in parts from c in new int?[] { null, 1, 2, 3, 7 } select (a, b, c))
            {
                int from = start is { } s ? s < 0 ? s + length : s : 0, to = stop is { } e ? e < 0 ? e + length : e : length;
                // From its first index that is there: NumPy cuts the ends before it steps.
                long[] expected = [.. Enumerable.Range(0, length).Where(i => i >= from && i < to && (i - Math.Max(from, 0)) % (step ?? 1) == 0).Select(i => (long)i)];
                string text = $"{start}:{stop}:{step}";
                if (expected.Length == 0)
                {
                    Should.Throw<BadInputException>(() => ArraySlice.Parse("--slice", text, [length], ["x"]), text);
                    continue;
                }

                var axis = ArraySlice.Parse("--slice", text, [length], ["x"]).Axes.ShouldHaveSingleItem();
                Enumerable.Range(0, (int)axis.Count).Select(i => axis[i]).ShouldBe(expected, $"{text} of {length}");
                axis.Last.ShouldBe(expected[^1]);
            }
        }
    }

    [Theory]
    [InlineData("", "axis level, character 1: expected an index or start:stop:step, found nothing")]
    [InlineData("0,,2", "axis y, character 3: expected an index or start:stop:step, found nothing")]
    [InlineData("0:5,a:3", "axis y, character 5: expected a whole number, found 'a'")]
    [InlineData("0:5,1:2.5", "axis y, character 7: expected a whole number, found '2.5'")]
    [InlineData("0:5,::-1", "axis y, character 7: expected a step of at least 1, found -1")]
    [InlineData("0:5,1:2:0", "axis y, character 9: expected a step of at least 1, found 0")]
    [InlineData("::,::,0:1:2:3", "axis x, character 7: expected start:stop:step, found '0:1:2:3'")]
    [InlineData("120000", "axis level, character 1: expected an index from -120000 to 119999, found 120000")]
    [InlineData("...,-301", "axis x, character 5: expected an index from -300 to 299, found -301")]
    [InlineData("5:5", "axis level, character 1: expected at least one index of the 120000 there are, found none in '5:5'")]
    [InlineData(":,600:", "axis y, character 3: expected at least one index of the 512 there are, found none in '600:'")]
    [InlineData("...,1,...", "character 7: expected ... once")]
    [InlineData("1,2,3,4", "character 1: expected at most 3 slices (level, y, x), found 4")]
    [InlineData("99999999999999999999", "axis level, character 1: expected a whole number, found '99999999999999999999'")]
    public void Anything_else_names_the_axis_and_the_place(string text, string complaint)
    {
        var problem = Should.Throw<BadInputException>(() => Parse(text));
        problem.Message.ShouldBe($"--slice {text}: {complaint}");
        problem.Origin.ShouldBe($"--slice {text}");
    }

    [Fact]
    public void The_whole_array_is_a_slice_and_slices_are_compared_by_what_they_take()
    {
        ArraySlice.All(Shape).ShouldBe(Parse("..."));
        Parse("0:2:2").ShouldBe(Parse("0"));
        Parse("0:2").ShouldNotBe(Parse("0"));
        Should.Throw<ArgumentOutOfRangeException>(() => new AxisSlice(0, 0));
    }

    private static ArraySlice Parse(string text) => ArraySlice.Parse("--slice", text, Shape, ["level", "y", "x"]);
}
