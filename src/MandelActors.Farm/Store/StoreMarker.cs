using System.Security.Cryptography;

namespace MandelActors.Farm.Store;

/// <summary>What makes a store recognisable: a random id in a file at its root, by which a seed and a node can tell that they see the same folder.</summary>
public static class StoreMarker
{
    public const string FileName = "store-id";

    private const int Length = 32;

    /// <summary>The id of a store, which gets one if it has none.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static string Ensure(string store)
    {
        if (Read(store) is { } known) return known;
        string id = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        DurableFile.CreateFolder(Path.GetFullPath(store));
        DurableFile.Write(Path.Combine(Path.GetFullPath(store), FileName), stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(id)));
        return id;
    }

    /// <summary>The id of a store; null if the folder is none.</summary>
    public static string? Read(string store)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(store, FileName)).Trim();
            return text.Length == Length && text.All(char.IsAsciiHexDigit) ? text : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where a job lies in a store.</summary>
    public static JobFolder FolderOf(string store, Protocol.Ids.JobId job) => new(Path.Combine(store, "jobs", job.Value));
}
