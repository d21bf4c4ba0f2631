using System.Buffers.Binary;

using MandelActors.Imaging;

namespace MandelActors.Testing;

/// <summary>How far two pictures lie apart.</summary>
/// <param name="LargestStep">Largest difference of one channel, 0 … 1 of full scale.</param>
/// <param name="MeanStep">Mean difference over all channels, 0 … 1 of full scale.</param>
/// <param name="ShareOfPixels">Share of pixels of which a channel differs by more than the tolerance asked for.</param>
public readonly record struct ImageDifference(double LargestStep, double MeanStep, double ShareOfPixels)
{
    /// <param name="tolerance">Channel differences up to this, 0 … 1 of full scale, leave a pixel equal.</param>
    /// <exception cref="ArgumentException">The pictures differ in size or depth, so there is nothing to compare.</exception>
    public static ImageDifference Between(RgbImage left, RgbImage right, double tolerance = 0)
    {
        if ((left.Width, left.Height, left.BitDepth) != (right.Width, right.Height, right.BitDepth))
        {
            throw new ArgumentException(
                $"{left.Width}×{left.Height} of {left.BitDepth} bits and {right.Width}×{right.Height} of {right.BitDepth} bits do not compare");
        }

        double scale = left.BitDepth == 8 ? byte.MaxValue : ushort.MaxValue;
        double largest = 0;
        double sum = 0;
        long different = 0;
        long pixels = (long)left.Width * left.Height;
        for (long pixel = 0; pixel < pixels; pixel++)
        {
            double step = 0;
            for (int channel = 0; channel < 3; channel++)
            {
                double apart = Math.Abs(Sample(left, (pixel * 3) + channel) - Sample(right, (pixel * 3) + channel)) / scale;
                sum += apart;
                step = Math.Max(step, apart);
            }

            largest = Math.Max(largest, step);
            if (step > tolerance) different++;
        }

        return new ImageDifference(largest, sum / (pixels * 3), (double)different / pixels);
    }

    private static int Sample(RgbImage image, long index) => image.BitDepth == 8
        ? image.Pixels[index]
        : BinaryPrimitives.ReadUInt16BigEndian(image.Pixels.AsSpan((int)(index * 2)));
}
