using System.Globalization;
using System.Net;
using System.Text;
using MandelActors.Imaging.Zarr;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Explorer.Stacks;

/// <summary>The page that a browser gets: what the stack is, how to open it, a few of its levels.</summary>
internal static class StackPage
{
    private const int MostPictures = 5;

    /// <summary>About so wide and high is a picture.</summary>
    private const int PictureSide = 192;

    public static string Write(StackSource stack, HttpRequest request)
    {
        var (array, scene) = (stack.Array, stack.Scene);
        // Slashes are not left to the browser: a prefix without one at its end is as good as one with it.
        var folder = (request.PathBase + request.Path).ToUriComponent().TrimEnd('/') + "/";
        var address = $"{request.Scheme}://{request.Host.ToUriComponent()}{folder.TrimEnd('/')}";
        var page = new StringBuilder();
        page.Append(
            """
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>A stack of levels</title>
            <style>
            body { font: 16px/1.5 sans-serif; max-width: 66rem; margin: 2rem auto; padding: 0 1rem; color: #ddd; background: #111 }
            a { color: #8cf } pre { background: #222; padding: 1rem; overflow-x: auto } figure { display: inline-block; margin: 0 1rem 1rem 0 } img { display: block }
            </style>

            """);
        Line($"<h1>{Text(string.Join(" × ", array.Shape))} numbers, computed when asked for</h1>");
        Line($"<p>Levels, rows and columns of the Mandelbrot set around {Text(scene.CentreRe.ToString())} + {Text(scene.CentreIm.ToString())} i; {Text(ZarrTypes.NameOf(array.Type))}, ");
        Line($"chunks of {Text(string.Join(" × ", array.Chunks))}, {(stack.Inside is { } inside ? Text(inside.ToString(CultureInfo.InvariantCulture)) : "NaN")} inside. Nothing of it is written anywhere.</p>");
        Line("<h2>From Python</h2>");
        Line($"<pre>import zarr\nstack = zarr.open(\"{Text(address)}\", mode=\"r\")\nstack[{array.Shape[0] / 2}]</pre>");
        Line($"<p>zarr-python reads addresses with fsspec and aiohttp installed. Without Zarr: <a href=\"{Text(folder)}slice?at=0,::{Every(array.Shape[1])},::{Every(array.Shape[2])}&amp;as=json\">a slice as JSON</a>");
        Line($"or as <code>.npy</code> (<code>{Text(folder)}slice?at=0:1,::2,::2</code>), <a href=\"{Text(folder)}level/0.png\">a level as PNG</a>.</p>");
        Line("<h2>Some levels</h2>");
        var step = Math.Max(Every(array.Shape[1]), Every(array.Shape[2]));
        foreach (var level in Enumerable.Range(0, MostPictures).Select(i => (array.Shape[0] - 1) * i / (MostPictures - 1)).Distinct())
            Line($"<figure><img src=\"{Text(folder)}level/{level}.png?step={step}\" alt=\"level {level}\"><figcaption>{level}</figcaption></figure>");
        return page.ToString();

        void Line(string text) => page.Append(text).Append('\n');
    }

    private static long Every(long length) => Math.Max(1, length / PictureSide);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
