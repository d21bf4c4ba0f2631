using System.Globalization;

namespace MandelActors.Benchmarks.OpenCl;

/// <summary>Where the time of a run of frames went, in milliseconds a frame.</summary>
/// <param name="Occupancy">Share of the wall time in which a kernel ran.</param>
/// <param name="WallMs">From one frame to the next.</param>
/// <param name="KernelMs">Kernels, by the device's clock.</param>
/// <param name="TransferMs">What was sent and fetched, by the device's clock.</param>
/// <param name="DeviceMs">How long the frame had the device to itself.</param>
/// <param name="FinishMs">Fetching, colouring where the device does not, encoding: beside the next frames unless one comes after another.</param>
/// <param name="ReadBytes">Bytes fetched.</param>
internal sealed record PipelineFigure(double Occupancy, double WallMs, double KernelMs, double TransferMs, double DeviceMs, double FinishMs, long ReadBytes)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"kernels {Occupancy:p0} of the time; a frame {WallMs:f1} ms: kernels {KernelMs:f1}, transfers {TransferMs:f2}, device {DeviceMs:f1}, finishing {FinishMs:f1}; {ReadBytes / 1e6:f2} MB fetched");
}
