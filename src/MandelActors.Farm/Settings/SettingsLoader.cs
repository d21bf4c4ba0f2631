using System.Collections;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Settings;

/// <summary>Lays the sources of settings over each other: reference, file, environment, command line, the later the stronger.</summary>
public static class SettingsLoader
{
    /// <summary>What the names of settings in the environment begin with; two underscores stand between the parts.</summary>
    public const string EnvironmentPrefix = "MANDEL__";

    /// <summary>The settings as they stand in the reference.</summary>
    public static NodeSettings Reference { get; } = SettingsReader.Read(ReadReference());

    /// <param name="file">A file that replaces some keys, or null.</param>
    /// <param name="assignments"><c>key=value</c> texts of <c>--config</c>.</param>
    /// <param name="environment">The environment: names and values.</param>
    /// <exception cref="BadInputException">A key is unknown, or a value is of the wrong type or out of range.</exception>
    public static NodeSettings Load(string? file, IEnumerable<string> assignments, IDictionary environment)
    {
        var document = ReadReference();
        if (file is not null) Overlay(document, DocumentReader.ReadFile(file));
        foreach (var variable in FromEnvironment(document, environment)) variable.ApplyTo(document);
        foreach (var assignment in assignments) DocumentOverride.Parse("--config", assignment).ApplyTo(document);
        return SettingsReader.Read(document);
    }

    /// <summary>The settings of this process.</summary>
    /// <inheritdoc cref="Load(string?, IEnumerable{string}, IDictionary)"/>
    public static NodeSettings Load(string? file, IEnumerable<string> assignments) =>
        Load(file, assignments, Environment.GetEnvironmentVariables());

    /// <summary>The reference as a document, fresh at every call.</summary>
    internal static DocumentNode.Table ReadReference()
    {
        using var stream = typeof(SettingsLoader).Assembly.GetManifestResourceStream("reference.conf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return DocumentReader.Read(bytes, "reference.conf");
    }

    private static void Overlay(DocumentNode.Table below, DocumentNode.Table above)
    {
        foreach (var (key, value) in above.Entries)
        {
            if (value is DocumentNode.Table inner && below.Entries.GetValueOrDefault(key) is DocumentNode.Table target)
                Overlay(target, inner);
            else
                below.Entries[key] = value;
        }
    }

    private static IEnumerable<DocumentOverride> FromEnvironment(DocumentNode.Table document, IDictionary environment) =>
        environment.Cast<DictionaryEntry>()
            .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
            .Where(entry => entry.Name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => new DocumentOverride($"environment {entry.Name}", Spelled(document, entry.Name), entry.Value));

    // Variables are written in capitals; the reference knows the spelling of each key.
    private static string Spelled(DocumentNode.Table document, string name)
    {
        DocumentNode? node = document;
        var path = "";
        foreach (var part in name[EnvironmentPrefix.Length..].Split("__"))
        {
            var known = (node as DocumentNode.Table)?.Entries.Keys.FirstOrDefault(key => key.Equals(part, StringComparison.OrdinalIgnoreCase));
            node = known is null ? null : ((DocumentNode.Table)node!).Entries[known];
            path = KeyPath.Child(path, known ?? part.ToLowerInvariant());
        }

        return path;
    }
}
