namespace MandelActors.Farm.Jobs;

/// <summary>Decides how many frames a device may take, so that at the end of a job nobody still holds what others would have finished sooner.</summary>
/// <remarks>
/// From what each device holds and how long it takes for a frame follows the earliest moment by which all waiting frames can be done; a device may
/// take as many as it finishes until then. Far from the end that is more than it can start, and demand alone decides. Near the end a slow
/// device gets nothing, where plain pulling would let it take a frame that ends long after all others are idle.
/// <para><i>Source:</i> unit jobs on uniform machines; the earliest end is the least T with Σ⌊(T − busyᵢ)/paceᵢ⌋ ≥ frames (Dessouky et al. 1990).</para>
/// </remarks>
public static class TailControl
{
    /// <summary>Frames a device of unknown pace holds: one to work at, one to have ready.</summary>
    private const int Trial = 2;

    /// <summary>Halvings of the interval that the earliest end lies in: to a billionth of it.</summary>
    private const int Halvings = 30;

    /// <summary>Frames the asking device may take now.</summary>
    /// <param name="asking">The device that asks; must be among <paramref name="devices"/>.</param>
    /// <param name="devices">All devices that work for the job.</param>
    /// <param name="waiting">Frames that nobody holds, at least 0.</param>
    /// <param name="most">Frames it can start.</param>
    /// <returns>0 to <paramref name="most"/>; 0 only where others finish all the rest sooner.</returns>
    public static int Share<TDevice>(TDevice asking, IReadOnlyList<DeviceLoad<TDevice>> devices, int waiting, int most)
        where TDevice : notnull
    {
        if (devices.Count < 2 || waiting == 0) return most;
        // A device that never finished a frame is taken for as fast as the others are on average.
        double usual = devices.Where(device => device.SecondsPerFrame is not null).Select(device => device.SecondsPerFrame!.Value).DefaultIfEmpty(1).Average();
        var self = devices.First(device => device.Device.Equals(asking));
        if (self.SecondsPerFrame is null) most = Math.Min(most, Math.Max(0, Trial - self.Held));
        return (int)Math.Min(most, FramesUntil(EarliestEnd(), self));

        double EarliestEnd()
        {
            double early = 0, late = devices.Min(device => (device.Held + waiting) * Pace(device));
            for (int halving = 0; halving < Halvings; halving++)
            {
                double middle = (early + late) / 2;
                if (devices.Sum(device => FramesUntil(middle, device)) >= waiting) late = middle;
                else early = middle;
            }

            return late;
        }

        double FramesUntil(double moment, DeviceLoad<TDevice> device) => Math.Max(0, Math.Floor((moment / Pace(device)) + 1e-6) - device.Held);

        double Pace(DeviceLoad<TDevice> device) => device.SecondsPerFrame ?? usual;
    }
}
