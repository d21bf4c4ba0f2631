using System.Security.Cryptography;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Store;

/// <summary>What makes a store recognisable: a random id in a file at its root, by which a seed and a node can tell that they see the same folder.</summary>
public static class StoreMarker
{
    public const string FileName = "store-id";

    private const int Length = 32;

    /// <summary>The id of a store, which gets one if it has none; of several that give it one at once all get the same.</summary>
    /// <exception cref="BadInputException">The file is there and holds no id.</exception>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static string Ensure(string store)
    {
        if (Read(store) is { } known) return known;
        DurableFile.CreateFolder(Path.GetFullPath(store));
        string file = Path.Combine(Path.GetFullPath(store), FileName);
        DurableFile.WriteOnce(file, stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(Length, lowercase: true))));
        return Read(store) ?? throw new BadInputException(file, "", $"expected {Length} hexadecimal digits; put back what was there, or remove the file, and the store gets another id");
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
