namespace MandelActors.Console.Doctor;

/// <summary>What the doctor found out about one thing.</summary>
/// <param name="Name">What was looked at, one word.</param>
/// <param name="State">Whether it will do.</param>
/// <param name="Detail">What is there, or what is not.</param>
/// <param name="Remedy">The command that helps, or null where nothing needs help.</param>
public sealed record Finding(string Name, FindingState State, string Detail, string? Remedy = null);
