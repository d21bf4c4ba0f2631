using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes.Lyapunov;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads where the letters beyond B are: every one that the sequence has must be a constant or be moved, and none both.</summary>
internal static class LyapunovLetterParser
{
    /// <summary>Coefficients of either sign that may be asked for at all.</summary>
    private const double LargestCoefficient = 1000;

    private const string Example = "such as { \"C\": 3, \"D\": 3 }";

    private static readonly string[] Beyond = [.. Enumerable.Range('C', 'Z' - 'C' + 1).Select(letter => ((char)letter).ToString())];

    public static (IReadOnlyList<LyapunovConstant> Constants, LyapunovMotion Motion) Parse(DocumentSection scene, string sequence, ICollection<string>? notes)
    {
        var section = Letters(scene, "constants");
        var constants = Beyond.Where(section.Has)
            .Select(letter => new LyapunovConstant(letter[0], Coefficient(section, letter, LyapunovAxis.Default.From))).ToList();
        foreach (var idle in constants.Where(constant => !sequence.Contains(constant.Letter)))
            notes?.Add($"{section.Optional(idle.Letter.ToString())!.Origin}: constants.{idle.Letter}: left out, for the sequence {Shown(sequence)} has no such letter");
        constants.RemoveAll(constant => !sequence.Contains(constant.Letter));
        var motion = scene.Has("motion") ? Motion(scene) : Usual(sequence, constants);
        if (constants.Find(constant => motion.Letters.Contains(constant.Letter)) is { } twice)
            throw section.Refused(twice.Letter.ToString(), "no constant of a letter that the motion moves");
        foreach (var letter in sequence.Where(letter => letter > 'B').Distinct().Order())
        {
            if (motion.Letters.Contains(letter) || constants.Exists(constant => constant.Letter == letter)) continue;
            throw new BadInputException(
                scene.Required("sequence", "").Origin,
                KeyPath.Child(section.Path, letter.ToString()),
                $"expected a number for the letter {letter} of the sequence {Shown(sequence)}, such as --const {letter}=3, or a motion that moves it");
        }

        if (scene.Has("motion") && motion.Letters.Any() && !motion.Letters.Any(sequence.Contains))
            notes?.Add($"{scene.Optional("motion")!.Origin}: motion: moves {string.Join(" and ", motion.Letters)}, which the sequence {Shown(sequence)} does not have");
        return (constants, motion);
    }

    /// <summary>A coefficient, or several along the film.</summary>
    public static SceneTrack Coefficient(DocumentSection section, string key, SceneTrack fallback) =>
        SceneTrackParser.Parse(section, key, fallback, -LargestCoefficient, LargestCoefficient);

    /// <summary>Where nothing is said C and D go round, as in the program that this kind of film comes from.</summary>
    private static LyapunovMotion Usual(string sequence, List<LyapunovConstant> constants) =>
        LyapunovOrbit.DefaultLetters.Any(sequence.Contains) && !constants.Exists(constant => LyapunovOrbit.DefaultLetters.Contains(constant.Letter))
            ? new LyapunovMotion.Circle(LyapunovOrbit.Default, LyapunovOrbit.DefaultRadius)
            : new LyapunovMotion.None();

    private static LyapunovMotion Motion(DocumentSection scene)
    {
        string[] pair = ["kind", "letters", "centre", "turns", "phase", "ends"];
        var kinds = new OrderedDictionary<string, (string[] Keys, Func<DocumentSection, LyapunovMotion> Parse)>
        {
            ["none"] = (["kind"], _ => new LyapunovMotion.None()),
            ["circle"] = ([.. pair, "radius"], Circle),
            ["ellipse"] = ([.. pair, "radii", "tilt"], Ellipse),
            ["line"] = (["kind", "from", "to"], Line),
        };
        var every = scene.Section("motion", [.. kinds.Values.SelectMany(kind => kind.Keys).Distinct()]);
        var (keys, parse) = kinds[every.Word("kind", [.. kinds.Keys], "circle")];
        return parse(scene.Section("motion", keys));
    }

    private static LyapunovMotion.Circle Circle(DocumentSection motion) =>
        new LyapunovMotion.Circle(Orbit(motion), motion.Number("radius", 0, LargestCoefficient, LyapunovOrbit.DefaultRadius));

    private static LyapunovMotion.Ellipse Ellipse(DocumentSection motion)
    {
        var orbit = Orbit(motion);
        motion.Required("radii", $"a radius for each letter, {Example}");
        var radii = motion.Section("radii", orbit.First.ToString(), orbit.Second.ToString());
        return new LyapunovMotion.Ellipse(
            orbit,
            radii.Number(orbit.First.ToString(), 0, LargestCoefficient),
            radii.Number(orbit.Second.ToString(), 0, LargestCoefficient),
            motion.Number("tilt", -360, 360, 0));
    }

    private static LyapunovMotion.Line Line(DocumentSection motion)
    {
        foreach (var end in (string[])["from", "to"]) motion.Required(end, $"where its letters are, {Example}");
        var (from, to) = (Letters(motion, "from"), Letters(motion, "to"));
        var letters = Beyond.Where(letter => from.Has(letter) || to.Has(letter)).ToArray();
        if (letters.Length == 0) throw motion.Refused("from", $"at least one letter, {Example}");
        return new LyapunovMotion.Line(
            [.. letters.Select(letter => (letter[0], from.Number(letter, -LargestCoefficient, LargestCoefficient), to.Number(letter, -LargestCoefficient, LargestCoefficient)))]);
    }

    private static LyapunovOrbit Orbit(DocumentSection motion)
    {
        var letters = motion.Text("letters", IsPair, "two different letters from C to Z, such as \"CD\"", LyapunovOrbit.DefaultLetters).ToUpperInvariant();
        var (first, second) = (letters[..1], letters[1..]);
        var centre = motion.Section("centre", first, second);
        return new LyapunovOrbit(
            first[0],
            second[0],
            centre.Number(first, -LargestCoefficient, LargestCoefficient, LyapunovOrbit.DefaultCentre),
            centre.Number(second, -LargestCoefficient, LargestCoefficient, LyapunovOrbit.DefaultCentre),
            motion.Number("turns", -1000, 1000, 1),
            motion.Number("phase", -1000, 1000, 0),
            SceneParts.Named<LyapunovEnds>(motion, "ends"));
    }

    private static bool IsPair(string text) =>
        text.Length == 2 && Beyond.Contains(text[..1].ToUpperInvariant()) && Beyond.Contains(text[1..].ToUpperInvariant()) && char.ToUpperInvariant(text[0]) != char.ToUpperInvariant(text[1]);

    /// <summary>An object whose keys are letters beyond B.</summary>
    private static DocumentSection Letters(DocumentSection parent, string key)
    {
        if (parent.Optional(key) is DocumentNode.Table table)
            foreach (var (letter, value) in table.Entries)
                if (!Beyond.Contains(letter)) throw new BadInputException(value.Origin, KeyPath.Child(KeyPath.Child(parent.Path, key), letter), "expected a capital letter from C to Z; of A and B \"a\" and \"b\" say what the axes cover");
        return parent.Section(key, Beyond);
    }

    private static string Shown(string sequence) => sequence.Length <= 40 ? sequence : sequence[..37] + "…";
}
