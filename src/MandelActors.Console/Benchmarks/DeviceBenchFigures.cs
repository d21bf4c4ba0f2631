using System.Globalization;
using MandelActors.Farm.Rendering;
using MandelActors.Kernels;

namespace MandelActors.Console.Benchmarks;

/// <summary>How fast single devices are, GPUs above all.</summary>
internal static class DeviceBenchFigures
{
    /// <summary>How many figures of a device there are at most.</summary>
    public const int PerDevice = 5;

    /// <summary>Measures one device after the other as the result is read.</summary>
    /// <param name="plain">Opens devices that prove no pixel interior.</param>
    /// <param name="proving">Opens devices that do.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<Figure> Run(IReadOnlyList<DeviceInfo> chosen, NodeDevices plain, NodeDevices proving, int repetitions, CancellationToken cancellationToken)
    {
        foreach (var info in chosen)
        {
            var figures = DeviceBenchmark.Run(shortcuts => (shortcuts ? proving : plain).OpenBare(info), repetitions, cancellationToken);
            if (figures.InteriorRate is { } rate) yield return Interior(figures, rate);
            if (figures.DoublePeak is not null || figures.SinglePeak is not null) yield return Peak(figures);
            foreach (var frame in figures.Frames) yield return Frame(info, frame);
        }
    }

    private static Figure Interior(DeviceFigures figures, double rate)
    {
        var share = figures.ShareOfDoublePeak is { } part ? string.Create(CultureInfo.InvariantCulture, $", {part:p0} of the multiply-adds that its peak allows") : "";
        return new Figure(
            $"{figures.Device.Id}.interior", Math.Round(rate / 1e9, 3), "G iterations/s", $"double precision, shortcuts off{share}; {figures.Device.Name}");
    }

    private static Figure Peak(DeviceFigures figures) =>
        new(
            $"{figures.Device.Id}.peak",
            Math.Round((figures.DoublePeak ?? figures.SinglePeak ?? 0) / 1e9, 3),
            "G multiply-adds/s",
            string.Create(CultureInfo.InvariantCulture, $"in {(figures.DoublePeak is null ? "single precision, the only one it has" : $"double precision; {figures.SinglePeak / 1e9:f1} in single")}, measured"));

    private static Figure Frame(DeviceInfo info, DeviceFigures.Frame frame)
    {
        var numbers = frame.Numbers.Replace(' ', '-');
        var times = (double)DeviceBenchmark.Width * DeviceBenchmark.Height / ((double)frame.Width * frame.Height);
        var whole = times > 1 ? string.Create(CultureInfo.InvariantCulture, $"; some {frame.Seconds * times:f1} s at {DeviceBenchmark.Width}×{DeviceBenchmark.Height}, {times:f0} times the pixels") : "";
        return new Figure(
            $"{info.Id}.frame.{numbers}.{(frame.Shortcuts ? "proving" : "plain")}",
            Math.Round(frame.Seconds, 3),
            "s",
            string.Create(CultureInfo.InvariantCulture, $"mandeltorch's last frame at {frame.Width}×{frame.Height}, {frame.Numbers}, shortcuts {(frame.Shortcuts ? "on" : "off")}, {frame.Iterations / 1e9:f2} G iterations{whole}"));
    }
}
