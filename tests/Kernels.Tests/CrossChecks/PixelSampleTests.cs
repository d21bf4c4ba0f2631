using MandelActors.Kernels.CrossChecks;

namespace MandelActors.Kernels.Tests.CrossChecks;

public sealed class PixelSampleTests
{
    [Fact]
    public void A_seed_always_chooses_the_same_pixels() =>
        PixelSample.Of([1, 2, 3], 1000, 5).ShouldBe(PixelSample.Of([1, 2, 3], 1000, 5));

    /// <summary>Computed with Python's hashlib from the description alone: another version must not choose otherwise.</summary>
    [Fact]
    public void The_choice_is_known() => PixelSample.Of([1, 2, 3], 1000, 5).ShouldBe([120, 177, 791, 939, 949]);

    [Fact]
    public void Another_seed_chooses_others()
    {
        var first = PixelSample.Of([1], 1_000_000, 256);
        first.Intersect(PixelSample.Of([2], 1_000_000, 256)).Count().ShouldBeLessThan(10);
    }

    [Fact]
    public void Each_pixel_is_chosen_once_and_every_part_of_the_field_has_some()
    {
        var chosen = PixelSample.Of([7], 64_000, 256);
        chosen.ShouldBeUnique();
        chosen.ShouldBeInOrder();
        // 16 bands with 16 expected in each; that one has none happens once in half a million seeds, and this is one seed.
        chosen.Select(pixel => pixel / 4000).Distinct().Count().ShouldBe(16);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Of_a_small_field_all_are_chosen(int pixels) => PixelSample.Of([7], pixels, 16).ShouldBe(Enumerable.Range(0, pixels));
}
