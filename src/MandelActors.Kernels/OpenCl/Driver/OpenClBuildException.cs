namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A driver's compiler refuses a program of ours: the driver's mistake or ours, and the device is of no use.</summary>
public sealed class OpenClBuildException(string program, string device, string log, Exception cause)
    : Exception($"{device} does not build the program {program}: {FirstLine(log, cause)}", cause)
{
    /// <summary>All that the compiler said.</summary>
    public string Log => log;

    private static string FirstLine(string log, Exception cause) =>
        log.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))?.Trim() ?? cause.Message;
}
