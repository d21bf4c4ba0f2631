namespace MandelActors.Farm.Seeds.Registry;

/// <summary>From the registry: the job is removed from the list for good, and its folder could not be removed; asking again, or the registry's next start, tries once more.</summary>
/// <param name="Reason">What the system says.</param>
public sealed record FolderRemains(string Reason);
