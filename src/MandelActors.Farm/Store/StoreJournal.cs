using System.Text;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Store;

/// <summary>The journal that the jobs of a store are in, if it is in a database: a file at the store's root, for whoever comes with another journal or none.</summary>
/// <param name="Id">The journal's own, which goes with its data from server to server.</param>
/// <param name="Place">Where it was when the store came to it: for people, nothing secret.</param>
public sealed record StoreJournal(string Id, string Place)
{
    public const string FileName = "store-journal";

    /// <summary>The journal of a store; null if it has none in a database.</summary>
    /// <exception cref="BadInputException">The file makes no sense.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StoreJournal? Read(string store)
    {
        string path = PathIn(store);
        if (!File.Exists(path)) return null;
        return File.ReadAllLines(path) is [{ Length: > 0 } id, { Length: > 0 } place]
            ? new StoreJournal(id, place)
            : throw new BadInputException(path, "", "expected two lines, a journal's id and where it is; remove the file, and the journal that the next seed is given with --journal counts as the store's");
    }

    /// <summary>Notes it in a store, durably.</summary>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public void Write(string store) => DurableFile.Write(PathIn(store), stream => stream.Write(Encoding.UTF8.GetBytes($"{Id}\n{Place}\n")));

    private static string PathIn(string store) => Path.Combine(Path.GetFullPath(store), FileName);
}
