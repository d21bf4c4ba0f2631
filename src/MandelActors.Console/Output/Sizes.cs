using System.Globalization;

namespace MandelActors.Console.Output;

/// <summary>Amounts of bytes for people.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <returns>Such as <c>12.3 MiB</c>.</returns>
    public static string Shown(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return $"{value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }
}
