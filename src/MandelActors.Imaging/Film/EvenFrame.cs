namespace MandelActors.Imaging.Film;

/// <summary>Gives frames of odd size the even one that 4:2:0 needs, repeating the last column and row.</summary>
internal static class EvenFrame
{
    /// <returns>The frame's own bytes where it fits already.</returns>
    public static ReadOnlyMemory<byte> Of(RgbImage frame, int width, int height)
    {
        if (width == frame.Width && height == frame.Height) return frame.Pixels;
        int pixel = 3 * frame.BitDepth / 8, stride = width * pixel;
        byte[] even = new byte[stride * height];
        for (int y = 0; y < height; y++)
        {
            var row = frame.Pixels.AsSpan(Math.Min(y, frame.Height - 1) * frame.Stride, frame.Stride);
            row.CopyTo(even.AsSpan(y * stride));
            if (width > frame.Width) row[^pixel..].CopyTo(even.AsSpan(y * stride + frame.Stride));
        }

        return even;
    }
}
