namespace MandelActors.Farm.Jobs;

/// <summary>Decides how many frames a device may take so that near the end of a job nobody holds what others would finish sooner.</summary>
/// <remarks>
/// While there are many frames every device takes what it can start. When few are left, they are dealt out in thought: each to the device
/// that would finish it first, given what each device holds and how long it takes for one. What falls to the asking device it may have. For
/// devices of steady speeds that deals the last frames as the best plan would; the pure pull would let a slow device take a frame that ends
/// after all others are idle. <i>Source:</i> list scheduling on uniform machines (Graham 1969; Horowitz and Sahni 1976).
/// </remarks>
public static class TailControl
{
    /// <summary>Above this many frames for each device nothing is dealt out: the end is not in sight.</summary>
    private const int FramesInSight = 64;

    /// <summary>Frames the asking device may take now.</summary>
    /// <param name="asking">The device that asks; must be among <paramref name="devices"/>.</param>
    /// <param name="devices">All devices that work for the job.</param>
    /// <param name="waiting">Frames that nobody holds, at least 0.</param>
    /// <param name="most">Frames it can start.</param>
    /// <returns>0 to <paramref name="most"/>; 0 only where others finish all the rest sooner.</returns>
    public static int Share<TDevice>(TDevice asking, IReadOnlyList<DeviceLoad<TDevice>> devices, int waiting, int most)
        where TDevice : notnull
    {
        if (devices.Count < 2 || waiting > devices.Count * FramesInSight) return most;
        // A device that never finished a frame is taken for as fast as the others are on average.
        double usual = devices.Where(device => device.SecondsPerFrame is not null).Select(device => device.SecondsPerFrame!.Value).DefaultIfEmpty(1).Average();
        double[] pace = [.. devices.Select(device => device.SecondsPerFrame ?? usual)];
        double[] free = [.. devices.Select((device, index) => device.Held * pace[index])];
        int self = 0;
        while (!devices[self].Device.Equals(asking)) self++;
        int share = 0;
        for (int frame = 0; frame < waiting; frame++)
        {
            int best = self;
            // Of two that finish at the same moment it is the asking one's: the other may never ask.
            for (int index = 0; index < devices.Count; index++)
                if (free[index] + pace[index] < free[best] + pace[best]) best = index;
            free[best] += pace[best];
            if (best == self && ++share == most) break;
        }

        return share;
    }
}
