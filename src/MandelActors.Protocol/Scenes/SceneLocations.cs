using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Locations;

namespace MandelActors.Protocol.Scenes;

/// <summary>Puts the numbers of location files where a scene names the files: what is read from then on stands for itself.</summary>
internal static class SceneLocations
{
    /// <summary>The key of a path's position that names a file.</summary>
    public const string Key = "location";

    /// <summary>The word under <c>iterations</c> that asks for the files' limit.</summary>
    public const string LimitWord = "location";

    /// <summary>Replaces every <c>location</c> by <c>re</c>, <c>im</c> and, where none is given, <c>radius</c>; and the word under <c>iterations</c> by the largest limit.</summary>
    /// <param name="document">A scene's document, overrides applied; changed.</param>
    /// <param name="notes">Told what of a file is left out.</param>
    /// <exception cref="BadInputException">A file cannot be used, or stands beside a centre.</exception>
    public static void Resolve(DocumentNode.Table document, ICollection<string>? notes)
    {
        var files = new Dictionary<string, Location>();
        if (document.Entries.GetValueOrDefault("path") is DocumentNode.Table path && path.Entries.GetValueOrDefault("keys") is DocumentNode.Sequence keys)
        {
            for (var i = 0; i < keys.Items.Count; i++)
                if (keys.Items[i] is DocumentNode.Table key && key.Entries.TryGetValue(Key, out var named))
                    Resolve(key, named, KeyPath.Child(KeyPath.Item("path.keys", i), Key), document.Origin, files);
        }

        if (document.Entries.GetValueOrDefault("iterations") is DocumentNode.Text { Value: LimitWord } word)
        {
            if (files.Values.Max(location => location.Iterations) is not { } limit)
                throw new BadInputException(word.Origin, "iterations", $"expected \"auto\" or a limit, found \"{LimitWord}\", but {(files.Count == 0 ? "no key position names a location" : "no location names one")}");
            document.Entries["iterations"] = new DocumentNode.Number(word.Origin, limit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (var (file, location) in files)
            if (location.LeftOut.Count > 0) notes?.Add($"{file}: left out: {string.Join(", ", location.LeftOut)}");
    }

    private static void Resolve(DocumentNode.Table key, DocumentNode named, string path, string scene, Dictionary<string, Location> files)
    {
        if (named is not DocumentNode.Text text || !LocationFile.IsNamedLikeOne(text.Value)) throw DocumentSection.Expected(named, path, LocationFile.Expectation);
        if (key.Entries.Keys.FirstOrDefault(other => other is "re" or "im") is { } centre)
            throw new BadInputException(named.Origin, path, $"expected a location or a centre, found both: \"{centre}\" stands beside it");
        // A scene may move about together with its locations; what the command line says is meant from where it is said.
        var file = named.Origin == scene ? Path.Combine(Path.GetDirectoryName(scene) ?? "", text.Value) : text.Value;
        if (!File.Exists(file)) throw new BadInputException(named.Origin, path, $"expected {LocationFile.Expectation}, found nothing at {file}");
        if (!files.TryGetValue(file, out var location)) files[file] = location = LocationFile.Read(file);
        key.Entries.Remove(Key);
        key.Entries["re"] = new DocumentNode.Text(file, location.Re.ToString());
        key.Entries["im"] = new DocumentNode.Text(file, location.Im.ToString());
        key.Entries.TryAdd("radius", new DocumentNode.Text(file, location.Radius.ToString()));
    }
}
