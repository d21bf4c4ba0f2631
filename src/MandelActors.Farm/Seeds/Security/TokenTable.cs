using System.Security.Cryptography;
using System.Text;
using MandelActors.Farm.Seeds.Http;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Seeds.Security;

/// <summary>The tokens that are let in, and what each lets its bearer do. The tokens themselves are not kept, only their hashes.</summary>
/// <remarks>
/// A token file has one token a line, with the roles it has before it: <c>work,read TOKEN</c>; a token alone has all. What follows a # is a
/// comment, empty lines mean nothing.
/// </remarks>
public sealed class TokenTable
{
    private const int ShortestToken = 32;
    private const int LongestToken = 512;
    private const int MostTokens = 1000;

    /// <summary>Fewer different characters than this were typed by hand.</summary>
    private const int FewestCharacters = 10;

    private const int LargestFile = 1 << 20;
    private const string Advice = "make one with: head -c 32 /dev/urandom | base64";

    private readonly List<Entry> _entries = [];

    private TokenTable()
    {
    }

    /// <summary>Reads a file of tokens.</summary>
    /// <exception cref="BadInputException">It cannot be read, holds no token, or one that could be guessed.</exception>
    public static TokenTable Read(string path)
    {
        string[] lines;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile }) throw new BadInputException(path, "", $"expected a token file of at most {LargestFile >> 20} MiB");
            lines = File.ReadAllLines(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException(path, "", $"expected a readable token file ({problem.Message}); {Advice}");
        }

        TokenTable table = new();
        for (int i = 0; i < lines.Length; i++) table.Add($"{path}, line {i + 1}", lines[i]);
        return table._entries.Count > 0 ? table : throw new BadInputException(path, "", $"expected at least one token; {Advice}");
    }

    /// <summary>Whether somebody beside the file's owner and group may read it.</summary>
    public static bool IsReadByOthers(string path)
    {
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) == 0) return false;
        for (var folder = Directory.GetParent(Path.GetFullPath(path)); folder is not null; folder = folder.Parent)
            if ((folder.UnixFileMode & UnixFileMode.OtherExecute) == 0) return false;
        return true;
    }

    /// <summary>Who bears a token.</summary>
    /// <param name="token">As it came.</param>
    /// <returns>Null for a token that is not in the file.</returns>
    /// <remarks>Hashes are compared, each with each and to the last byte: how long it takes tells nothing about how much was right.</remarks>
    public Bearer? Find(ReadOnlySpan<char> token)
    {
        if (token.Length > LongestToken) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        Bearer? found = null;
        foreach (var entry in _entries)
        {
            if (CryptographicOperations.FixedTimeEquals(entry.Hash, hash)) found = entry.Bearer;
        }

        return found;
    }

    private static void Hash(ReadOnlySpan<char> token, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[3 * LongestToken];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token, bytes)], hash);
    }

    private void Add(string place, string line)
    {
        int comment = line.IndexOf('#', StringComparison.Ordinal);
        var words = (comment < 0 ? line : line[..comment]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return;
        if (words.Length > 2) throw new BadInputException(place, "", "expected a token, or roles and a token, with a space between");
        if (_entries.Count == MostTokens) throw new BadInputException(place, "", $"expected at most {MostTokens} tokens");
        string token = words[^1];
        if (token.Length is < ShortestToken or > LongestToken || token.Any(letter => letter is <= ' ' or > '~'))
            throw new BadInputException(place, "", $"expected a token of {ShortestToken} to {LongestToken} printable ASCII characters, found {token.Length}; {Advice}");
        if (token.Distinct().Count() < FewestCharacters) throw new BadInputException(place, "", $"expected a token that nobody can guess; {Advice}");
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        Hash(token, hash);
        if (_entries.Any(entry => entry.Hash.AsSpan().SequenceEqual(hash))) throw new BadInputException(place, "", "expected each token once, found this one again");
        _entries.Add(new Entry(hash, new Bearer(Convert.ToHexStringLower(hash.AsSpan(0, 4)), words.Length == 2 ? RolesOf(place, words[0]) : SeedRole.All)));
    }

    private static SeedRole RolesOf(string place, string list)
    {
        var roles = SeedRole.None;
        foreach (string word in list.Split(','))
        {
            roles |= word switch
            {
                "read" => SeedRole.Read,
                "submit" => SeedRole.Submit | SeedRole.Read,
                "work" => SeedRole.Work,
                _ => throw new BadInputException(place, "", $"expected roles out of read, submit, work, with commas between, found '{word}'"),
            };
        }

        return roles;
    }

    private sealed record Entry(byte[] Hash, Bearer Bearer);
}
