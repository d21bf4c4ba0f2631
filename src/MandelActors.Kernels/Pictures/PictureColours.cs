namespace MandelActors.Kernels.Pictures;

/// <summary>Colours by index, the interior's the last of them, and how light becomes levels. Tables that do not change from frame to frame stay on a device as long as they are the same objects.</summary>
/// <param name="Packed">Red in the lowest byte, then green, blue, 0.</param>
/// <param name="Linear">Linear light: red, green, blue of entry i at 3i …, full light 2²⁴.</param>
/// <param name="Levels">Level of every 2⁻¹⁶ of full light, from none to full: 65,537 at least.</param>
public sealed record PictureColours(uint[] Packed, uint[] Linear, byte[] Levels);
