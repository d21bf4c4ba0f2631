namespace MandelActors.Fractals;

/// <summary>How far along a stretch an easing is at a given time.</summary>
public static class EasingExtensions
{
    /// <summary>The share of the stretch over which an eased end gathers or loses its speed.</summary>
    public const double Ramp = 0.25;

    /// <summary>The way covered at time <paramref name="t"/>: 0 at 0, 1 at 1, rising throughout.</summary>
    /// <remarks>
    /// The speed is smoothstep(t/Ramp) over the ramp and constant in the middle; its integral x³ − x⁴/2 makes each ramp
    /// cover half of what full speed would, so full speed is 1/(1 − Ramp/2) with one eased end and 1/(1 − Ramp) with two.
    /// </remarks>
    public static double At(this Easing easing, double t)
    {
        t = Math.Clamp(t, 0, 1);
        return easing switch
        {
            Easing.In => GentleStart(t, 1 / (1 - Ramp / 2)),
            Easing.Out => 1 - GentleStart(1 - t, 1 / (1 - Ramp / 2)),
            Easing.Both when t <= 0.5 => GentleStart(t, 1 / (1 - Ramp)),
            Easing.Both => 1 - GentleStart(1 - t, 1 / (1 - Ramp)),
            _ => t,
        };
    }

    private static double GentleStart(double t, double fullSpeed)
    {
        if (t >= Ramp) return fullSpeed * (t - Ramp / 2);
        var x = t / Ramp;
        return fullSpeed * Ramp * (x * x * x - x * x * x * x / 2);
    }
}
