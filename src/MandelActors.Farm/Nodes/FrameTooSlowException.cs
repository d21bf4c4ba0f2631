namespace MandelActors.Farm.Nodes;

/// <summary>A frame took longer than whoever submitted the job allows, and was given up on this device.</summary>
public sealed class FrameTooSlowException(TimeSpan most) : Exception($"it took longer than the {most.TotalSeconds:0.###} s a frame may take");
