using MandelActors.Farm.Settings;

namespace MandelActors.Console.Stills;

/// <summary>A still to be made: everything was read and checked.</summary>
/// <param name="Shown">The scene, and which of its frames.</param>
/// <param name="OutputFile">The file as the user named it.</param>
/// <param name="File">Where it goes and in which form.</param>
/// <param name="DevicesOrigin">Where the scene's devices were named, for errors.</param>
/// <param name="Settings">How this machine works.</param>
/// <param name="Json">Whether standard output is for programs.</param>
internal sealed record StillOrder(StillScene Shown, string OutputFile, StillFile File, string DevicesOrigin, NodeSettings Settings, bool Json);
