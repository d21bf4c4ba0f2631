using System.Text.RegularExpressions;

using MandelActors.Testing;

namespace MandelActors.Architecture.Tests.Style;

/// <summary>The house rules that a compiler does not know.</summary>
internal static partial class StyleRules
{
    private const int LongestFile = 300;

    // Written in halves: this file keeps the rules it states.
    private static readonly string[] Unfinished = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "#reg" + "ion"];

    private static readonly string[] ElsewhereOnly = ["/wo" + "rk/", "../sha" + "red"];

    private static readonly string[] SaysNothing = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Manager", "Common", "Misc"];

    public static IReadOnlyList<StyleRule> All { get; } =
    [
        new("one public type per file", IsCode, TooManyTypes,
            Bad: Sample("public class A;\n\npublic enum B { C }\n"),
            Good: Sample("public partial class A\n{\n    public enum B { C }\n}\n\ninternal class D;\n")),
        new("a file is named for its public type", IsCode, MisnamedFile,
            Bad: Sample("public class B;\n"),
            Good: Sample("public class A;\n")),
        new("the namespace is the folder's path, declared for the whole file", IsCode, StrayNamespace,
            Bad: new("src/MandelActors.Numerics/Deep/A.cs", "namespace MandelActors.Numerics;\n\npublic class A;\n"),
            Good: new("src/MandelActors.Numerics/Deep/A.cs", "namespace MandelActors.Numerics.Deep;\n\npublic class A;\n")),
        new("no file is longer than a newcomer reads", IsCode, TooLong,
            Bad: Sample(new string('\n', LongestFile)),
            Good: Sample(new string('\n', LongestFile - 1))),
        new("nothing is left unfinished", IsCode, file => Lines(file, Unfinished),
            Bad: Sample("public class A; // " + Unfinished[0] + " finish\n"),
            Good: Sample("public class A; // finished\n")),
        new("no file is named for nothing in particular", IsCode, EmptyName,
            Bad: new("src/MandelActors.Numerics/DecimalHelper.cs", ""),
            Good: new("src/MandelActors.Numerics/ExactDecimal.cs", "")),
        new("nothing points outside the checkout", _ => true, file => Lines(file, ElsewhereOnly),
            Bad: new("README.md", "see `" + ElsewhereOnly[1] + "/x.md`\n"),
            Good: new("README.md", "see `src/x.md`\n")),
        new("no package source has an address here", _ => true, PackageSource,
            Bad: new("NuGet.config", "<add key=\"a\" value=\"https" + "://api.nu" + "get.org/v3/index.json\" />\n"),
            Good: new("NuGet.config", "<add key=\"enabled\" value=\"True\" />\n")),
        new("versions stand in Directory.Packages.props alone", IsProject, StrayVersion,
            Bad: new("src/A/A.csproj", "<PackageReference Include=\"B\" Version=\"1.0\" />"),
            Good: new("src/A/A.csproj", "<PackageReference Include=\"B\" />")),
    ];

    private static bool IsCode(SourceFile file) => file.Path.EndsWith(".cs", StringComparison.Ordinal);

    private static bool IsProject(SourceFile file) =>
        file.Path.EndsWith(".csproj", StringComparison.Ordinal) || file.FileName is "Directory.Build.props" or "Directory.Build.targets";

    private static SourceFile Sample(string body) => new("src/MandelActors.Numerics/A.cs", "namespace MandelActors.Numerics;\n" + body);

    private static string[] PublicTypes(SourceFile file) =>
        [.. PublicType().Matches(file.Text).Select(match => match.Groups["name"].Value).Distinct()];

    private static IEnumerable<string> TooManyTypes(SourceFile file)
    {
        string[] types = PublicTypes(file);
        if (types.Length > 1) yield return string.Join(", ", types);
    }

    private static IEnumerable<string> MisnamedFile(SourceFile file)
    {
        string stem = file.FileName[..file.FileName.IndexOf('.')].Split('{', '`')[0];
        return PublicTypes(file).Where(type => type != stem);
    }

    private static IEnumerable<string> StrayNamespace(SourceFile file)
    {
        string[] declared = [.. Namespace().Matches(file.Text).Select(match => match.Groups["rest"].Value.TrimEnd())];
        if (declared.Length == 0) return AnyType().IsMatch(file.Text) ? ["declares none"] : [];
        string expected = ExpectedNamespace(file.Path) + ";";
        return declared.Where(found => found != expected).Select(found => $"{found} instead of {expected}");
    }

    /// <summary>The project's name and the folders below it, joined by points.</summary>
    private static string ExpectedNamespace(string path)
    {
        string[] folders = path.Split('/')[..^1];
        for (int depth = folders.Length; depth > 0; depth--)
        {
            string folder = Path.Combine([RepositoryRoot.Path, .. folders[..depth]]);
            string? project = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() : null;
            if (project is not null) return string.Join('.', [Path.GetFileNameWithoutExtension(project), .. folders[depth..]]);
        }

        return "a project's";
    }

    private static IEnumerable<string> TooLong(SourceFile file)
    {
        int lines = file.Text.Count(c => c == '\n');
        if (lines > LongestFile) yield return $"{lines} lines, at most {LongestFile}";
    }

    private static IEnumerable<string> EmptyName(SourceFile file)
    {
        string stem = file.FileName[..file.FileName.IndexOf('.')];
        return SaysNothing.Where(word => stem.EndsWith(word, StringComparison.Ordinal));
    }

    private static IEnumerable<string> PackageSource(SourceFile file) => AddressOfPackages().Matches(file.Text).Select(match => match.Value);

    private static IEnumerable<string> StrayVersion(SourceFile file) => PackageWithVersion().Matches(file.Text).Select(match => match.Value);

    private static IEnumerable<string> Lines(SourceFile file, string[] words) => file.Lines
        .Select((line, index) => (line, number: index + 1))
        .Where(at => words.Any(word => at.line.Contains(word, StringComparison.Ordinal)))
        .Select(at => $"line {at.number}: {at.line.Trim()}");

    // Types at the left margin are the file's own; nested ones are indented.
    [GeneratedRegex(@"^public (?:[a-z]+ )*(?:class|struct|interface|enum|record(?: struct)?) (?<name>\w+)|^public (?:unsafe )?delegate \S+ (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^(?:[a-z]+ )*(?:class|struct|interface|enum|record|delegate) \w+", RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex(@"^\s*namespace (?<rest>.*)$", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"https?://[^\s""'<>)]*(?:nuget|myget|artifactory|pkgs\.|npmjs|pypi)[^\s""'<>)]*", RegexOptions.IgnoreCase)]
    private static partial Regex AddressOfPackages();

    [GeneratedRegex(@"<PackageReference [^>]*Version(?:Override)?=""[^""]*""[^>]*>")]
    private static partial Regex PackageWithVersion();
}
