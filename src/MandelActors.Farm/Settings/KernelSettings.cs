namespace MandelActors.Farm.Settings;

/// <summary>How devices compute; nothing but the numbers changes a field.</summary>
/// <param name="Lanes">Vector width in bits: <c>auto</c>, <c>512</c>, <c>256</c>, <c>128</c> or <c>scalar</c>.</param>
/// <param name="Threads">Threads per frame, 0 for every core.</param>
/// <param name="Shortcuts">Whether interior points are recognised without iterating to the limit.</param>
/// <param name="Numbers">What GPUs compute counts in: <c>auto</c>, <c>double</c> or <c>float</c>.</param>
public sealed record KernelSettings(string Lanes, int Threads, bool Shortcuts, string Numbers);
