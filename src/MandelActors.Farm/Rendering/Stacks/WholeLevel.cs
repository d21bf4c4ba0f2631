using MandelActors.Kernels;

namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>A level as a device computed it.</summary>
/// <param name="Field">Row-major, height × width, counts; NaN inside. Not written to any more.</param>
/// <param name="Statistics">What that amounted to.</param>
internal sealed record WholeLevel(double[] Field, EscapeStatistics Statistics);
