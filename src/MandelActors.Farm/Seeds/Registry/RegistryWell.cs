namespace MandelActors.Farm.Seeds.Registry;

/// <summary>To the registry, and back: it has recovered, and what it wrote last is in the journal; otherwise it would not answer.</summary>
public sealed record RegistryWell
{
    public static RegistryWell Asked { get; } = new();
}
