using System.Globalization;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>Checks that every level of a stack can be computed, and says where it is computed no better than asked for.</summary>
internal static class StackCheck
{
    private const int LargestRadiusLog10 = 6;

    /// <param name="scene">The stack.</param>
    /// <param name="document">What it was read from, for the error.</param>
    /// <param name="notes">Told where doubles run out.</param>
    /// <exception cref="BadInputException">A level is out of reach, or too wide.</exception>
    public static void Run(StackScene scene, DocumentNode.Table document, ICollection<string>? notes)
    {
        var geometry = StackMapping.SettingsOf(scene).Geometry;
        // Radii go one way: the first level or the last is the deepest.
        var deepest = geometry.ViewAt(0).Radius < geometry.ViewAt(scene.Levels - 1).Radius ? 0 : scene.Levels - 1;
        // Nothing of the set lies further out, and exponents stay within those of doubles.
        var widest = deepest == 0 ? scene.Levels - 1 : 0;
        if (geometry.ViewAt(widest).Radius.Log10() > LargestRadiusLog10)
            throw new BadInputException(document.Nearest("zoomPerLevel").Origin, "zoomPerLevel", $"expected levels with a radius of at most 1e{LargestRadiusLog10}, found more at level {widest}");
        if (scene.Arithmetic == SceneArithmetic.Exact) RequireReach(geometry.ViewAt(deepest), deepest, document);
        else if (notes is not null && deepest > 0 && !PixelGrid.Resolves(geometry.ViewAt(deepest))) notes.Add(Note(document, FirstUnresolved(level => PixelGrid.Resolves(geometry.ViewAt(level)), deepest)));
    }

    private static void RequireReach(View view, int level, DocumentNode.Table document)
    {
        if (PixelGrid.Suits(view)) return;
        try
        {
            ReferenceBuilder.RequireReach(view);
        }
        catch (ViewOutOfReachException e)
        {
            throw new BadInputException(document.Nearest("levels").Origin, "levels", $"expected levels within reach; level {level}: {e.Message}");
        }
    }

    private static string Note(DocumentNode.Table document, int level) => string.Create(
        CultureInfo.InvariantCulture,
        $"{document.Nearest("arithmetic").Origin}: arithmetic: from level {level} on doubles hardly tell pixels apart, and counts are NumPy's but not right; exact is right at any depth");

    /// <summary>Halves the levels until the first is found that is not resolved, knowing that the last is not.</summary>
    private static int FirstUnresolved(Func<int, bool> resolves, int last)
    {
        var (from, to) = (0, last);
        while (from < to)
        {
            var middle = from + (to - from) / 2;
            if (resolves(middle)) from = middle + 1;
            else to = middle;
        }

        return to;
    }
}
