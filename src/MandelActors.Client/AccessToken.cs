using System.Text;
using MandelActors.Protocol.Documents;

namespace MandelActors.Client;

/// <summary>Reads what tells a farm who is asking.</summary>
public static class AccessToken
{
    /// <summary>Names the token's file where no option does.</summary>
    public const string Variable = "MANDEL_TOKEN_FILE";

    private const int LargestFile = 1 << 16;
    private const int LongestToken = 4096;

    /// <summary>The last word of a file's first line, so that a seed's own file of roles and tokens serves as well; lines of nothing but comments are no lines.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It cannot be read, or no token stands in its first line.</exception>
    public static string Read(string path)
    {
        string text;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[LargestFile];
            text = Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException(path, "", $"expected a readable file with a token: {e.Message}");
        }

        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var token = lines.FirstOrDefault(words => words.Length > 0)?[^1] ?? throw new BadInputException(path, "", "expected a token in the first line, found none");
        // What is wrong with it is not shown: it may be a secret all the same.
        if (token.Length > LongestToken || !token.All(c => c is > ' ' and <= '~'))
            throw new BadInputException(path, "", $"expected a token of at most {LongestToken} printable ASCII characters in the first line");
        return token;
    }
}
