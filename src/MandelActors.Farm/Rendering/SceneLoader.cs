using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering;

/// <summary>Reads scenes and checks everything that can be checked before anything is rendered.</summary>
public static class SceneLoader
{
    /// <summary>Frames looked at between keys: the deepest views lie beside keys, the rest is for certainty.</summary>
    private const int FramesChecked = 1000;

    /// <summary>Reads, overrides and validates a scene file; every view of the film is within reach of this version.</summary>
    /// <param name="path">The file.</param>
    /// <param name="assignments"><c>key=value</c> texts that replace values of the file.</param>
    /// <exception cref="BadInputException">The scene cannot be accepted; names file, key and expectation.</exception>
    public static Scene Load(string path, params IEnumerable<string> assignments) => Check(SceneFile.ReadDocument(path, assignments));

    /// <summary>Validates a scene's document.</summary>
    /// <param name="document">The document, overrides applied; location files that it names are read into it.</param>
    /// <param name="notes">Told, a line each, what is accepted and may not be what was meant.</param>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static Scene Check(DocumentNode.Table document, ICollection<string>? notes = null)
    {
        var scene = SceneParser.Parse(document, Palette.Names, notes);
        if (scene is ZoomScene zoom) CheckViews(zoom, document);
        if (scene is StackScene stack) StackCheck.Run(stack, document, notes);
        return scene;
    }

    private static void CheckViews(ZoomScene scene, DocumentNode.Table document)
    {
        var renderer = new ZoomRenderer(scene);
        foreach (var frame in FramesToCheck(scene))
        {
            try
            {
                var view = renderer.ViewAt(frame);
                if (PixelGrid.Suits(view)) PixelGrid.Of(view);
                else ReferenceBuilder.RequireReach(view);
            }
            catch (ViewOutOfReachException e)
            {
                var key = $"path.keys[{DeepestKeyAround(scene, frame)}].radius";
                throw new BadInputException(document.Nearest(key).Origin, key, $"expected views within reach; frame {frame}: {e.Message}");
            }
        }
    }

    private static IEnumerable<int> FramesToCheck(ZoomScene scene)
    {
        var last = scene.FrameCount - 1;
        var besideKeys = scene.Path.Keys.SelectMany(key => new[] { Math.Floor(key.At * last), Math.Ceiling(key.At * last) }).Select(frame => (int)frame);
        var step = Math.Max(1, last / FramesChecked);
        var between = Enumerable.Range(0, last / step + 1).Select(index => index * step);
        return besideKeys.Concat(between).Append(last).Distinct().Order();
    }

    // The deeper of the two keys around a frame is the one to change.
    private static int DeepestKeyAround(ZoomScene scene, int frame)
    {
        var position = scene.PositionOf(frame);
        var keys = scene.Path.Keys;
        var after = Enumerable.Range(0, keys.Count).FirstOrDefault(index => keys[index].At >= position, keys.Count - 1);
        return after > 0 && keys[after - 1].Radius < keys[after].Radius ? after - 1 : after;
    }
}
