using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Tests;

/// <summary>Pictures that exercise every filter: flat parts, slopes both ways, and noise.</summary>
internal static class Pictures
{
    public static RgbImage Mixed(int width, int height, int bitDepth, int seed = 1)
    {
        var image = new RgbImage(width, height, bitDepth);
        var random = new Random(seed);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            int y = i / image.Stride, x = i % image.Stride;
            image.Pixels[i] = (byte)(((x / 64 + y / 16) % 4) switch
            {
                0 => 77 * seed,
                1 => x,
                2 => x / 3 + 2 * y,
                _ => random.Next(256),
            });
        }

        return image;
    }

    public static byte[] Write(RgbImage image, PngOptions? options = null)
    {
        using var stream = new MemoryStream();
        PngWriter.Write(stream, image, options);
        return stream.ToArray();
    }
}
