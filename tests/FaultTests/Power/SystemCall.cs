using System.Globalization;
using System.Text;

namespace MandelActors.FaultTests.Power;

/// <summary>One system call that succeeded, as <c>strace -f -y -xx</c> writes it: every string in hexadecimal, every descriptor with its path.</summary>
/// <param name="Name">Such as <c>pwrite64</c>.</param>
/// <param name="Arguments">As written.</param>
/// <param name="Result">What it returned, not negative; a descriptor with its path.</param>
internal sealed record SystemCall(string Name, IReadOnlyList<string> Arguments, string Result)
{
    /// <summary>What the call returned, as a number.</summary>
    public long Returned => Number(Result);

    /// <summary>A number among the arguments.</summary>
    public long NumberAt(int argument) => Number(Arguments[argument]);

    /// <summary>A string among the arguments, as bytes.</summary>
    public byte[] BytesAt(int argument) => Decode(Arguments[argument].Trim('"'));

    /// <summary>A path among the arguments.</summary>
    public string PathAt(int argument) => Encoding.UTF8.GetString(BytesAt(argument));

    /// <summary>What a descriptor stands for: a path, or something like <c>socket:[1]</c>; null for a file without a name.</summary>
    public string? DescriptorAt(int argument) => Descriptor(Arguments[argument]);

    /// <summary>A line without the number of its thread.</summary>
    /// <returns>Null for a call that failed or never returned, and for what is no call.</returns>
    public static SystemCall? Parse(string line)
    {
        int open = line.IndexOf('(', StringComparison.Ordinal), end = line.LastIndexOf(") = ", StringComparison.Ordinal);
        // An early one is padded: ")             = 3".
        if (end < 0) end = line.LastIndexOf(") ", StringComparison.Ordinal);
        if (open <= 0 || end < open) return null;
        string result = line[(end + 1)..].TrimStart(' ', '=');
        if (result.Length == 0 || result[0] is '-' or '?') return null;
        return new SystemCall(line[..open], Split(line[(open + 1)..end]), result);
    }

    /// <summary>The path in <c>7&lt;path&gt;</c>.</summary>
    public static string? Descriptor(string text)
    {
        int open = text.IndexOf('<', StringComparison.Ordinal), close = text.IndexOf('>', StringComparison.Ordinal);
        if (open < 0 || close < open || text.AsSpan(close).StartsWith(">(deleted)")) return null;
        string inner = text[(open + 1)..close];
        return inner.StartsWith("\\x", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Decode(inner)) : inner;
    }

    /// <summary>Strings are hexadecimal and descriptors too, so that a comma outside brackets always separates.</summary>
    private static List<string> Split(string arguments)
    {
        List<string> parts = [];
        int depth = 0, start = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is '[' or '{') depth++;
            if (arguments[i] is ']' or '}') depth--;
            if (arguments[i] != ',' || depth > 0) continue;
            parts.Add(arguments[start..i].Trim());
            start = i + 1;
        }

        parts.Add(arguments[start..].Trim());
        return parts;
    }

    /// <summary><c>\x2f\x74</c> to bytes.</summary>
    private static byte[] Decode(string hexadecimal) => Convert.FromHexString(hexadecimal.Replace("\\x", "", StringComparison.Ordinal));

    private static long Number(string text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || (length == 0 && text[0] == '-'))) length++;
        return long.Parse(text.AsSpan(0, length), CultureInfo.InvariantCulture);
    }
}
