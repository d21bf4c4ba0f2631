namespace MandelActors.Kernels.Tests;

/// <summary>Tests that look at the whole process and so run with no other beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneGroup
{
    public const string Name = "alone";
}
