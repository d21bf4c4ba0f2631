using MandelActors.Imaging;

namespace MandelActors.Testing.Tests;

public class ImageDifferenceTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void Equal_pictures_do_not_differ(int bitDepth) =>
        ImageDifference.Between(new RgbImage(3, 2, bitDepth), new RgbImage(3, 2, bitDepth)).ShouldBe(new ImageDifference(0, 0, 0));

    [Fact]
    public void One_channel_of_one_pixel_is_found()
    {
        RgbImage left = new(2, 2);
        RgbImage right = new(2, 2);
        right.Pixels[4] = 51;

        ImageDifference difference = ImageDifference.Between(left, right);

        difference.LargestStep.ShouldBe(0.2, 1e-12);
        difference.MeanStep.ShouldBe(0.2 / 12, 1e-12);
        difference.ShareOfPixels.ShouldBe(0.25);
        ImageDifference.Between(left, right, tolerance: 0.2).ShareOfPixels.ShouldBe(0);
    }

    [Fact]
    public void Sixteen_bits_are_read_with_the_high_byte_first()
    {
        RgbImage right = new(1, 1, 16);
        right.Pixels[0] = 0xFF;
        ImageDifference.Between(new RgbImage(1, 1, 16), right).LargestStep.ShouldBe(0xFF00 / 65535.0, 1e-12);
    }

    [Fact]
    public void Pictures_of_other_sizes_do_not_compare() =>
        Should.Throw<ArgumentException>(() => ImageDifference.Between(new RgbImage(2, 1), new RgbImage(1, 2)));
}
