using MandelActors.Testing;

namespace MandelActors.Architecture.Tests.Akka;

/// <summary>The checked-in list of what farm code may use of the kernel.</summary>
internal sealed class SignatureList
{
    private const string CompositionHeading = "not Akka: composition only";

    private readonly Dictionary<string, string> _sections = new(StringComparer.Ordinal);

    private SignatureList(IEnumerable<string> lines)
    {
        string section = "";
        foreach (string line in lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) section = line[3..];
            else if (line.Length > 0 && line[0] != '#') _sections.Add(line, section);
        }
    }

    public static SignatureList CheckedIn { get; } =
        new(File.ReadLines(RepositoryRoot.Combine("src", "MandelActors.Actors", "akka-signatures.txt")));

    /// <summary>What Akka.NET has too, under the same names.</summary>
    public IEnumerable<string> Akka => _sections.Where(entry => entry.Value != CompositionHeading).Select(entry => entry.Key);

    /// <summary>What only the code that builds the host may use.</summary>
    public IEnumerable<string> Composition => _sections.Where(entry => entry.Value == CompositionHeading).Select(entry => entry.Key);

    public static SignatureList Parse(params string[] lines) => new(lines);

    public bool IsAkka(string signature) => _sections.TryGetValue(signature, out string? section) && section != CompositionHeading;

    public bool IsListed(string signature) => _sections.ContainsKey(signature);

    /// <summary>The kernel namespace a signature's section stands for: <c>Akka.Event</c> is <c>MandelActors.Actors.Event</c>, and Akka.Actor its root.</summary>
    /// <returns>Null in the section that is not Akka's.</returns>
    public string? NamespaceOf(string signature) => _sections[signature] switch
    {
        CompositionHeading => null,
        "Akka.Actor" => "MandelActors.Actors",
        string section => section.Replace("Akka.", "MandelActors.Actors.", StringComparison.Ordinal),
    };
}
