namespace MandelActors.Farm.Store;

/// <summary>Another process works in the folder.</summary>
public sealed class FolderInUseException(string folder, string owner)
    : IOException($"'{folder}' is in use by {(owner.Length > 0 ? $"process {owner}" : "another process")}: wait for it, or render into another folder")
{
    public string Folder { get; } = folder;

    /// <summary>The id of that process; empty if it could not be read.</summary>
    public string Owner { get; } = owner;
}
