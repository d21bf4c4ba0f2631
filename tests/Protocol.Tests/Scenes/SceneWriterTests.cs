using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

public sealed class SceneWriterTests
{
    [Theory]
    [InlineData(SceneTexts.Smallest)]
    [InlineData(SceneTexts.Complete)]
    public void A_written_scene_reads_back_to_the_same_bytes(string text)
    {
        var written = SceneWriter.Write(SceneTexts.Parse(text));

        Again(written).ShouldBe(written);
    }

    [Fact]
    public void Any_scene_survives_the_round_trip() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Scenes().ToArbitrary(), scene => Again(SceneWriter.Write(scene)).SequenceEqual(SceneWriter.Write(scene))));

    [Fact]
    public void The_text_has_every_key_with_its_default()
    {
        var text = Encoding.UTF8.GetString(SceneWriter.Write(SceneTexts.Parse(SceneTexts.Smallest)));

        text.ShouldBe(
            """
            {
              "version": 1,
              "kind": "mandelbrot-zoom",
              "image": {
                "width": 1280,
                "height": 720,
                "samples": 1,
                "bitDepth": 8
              },
              "film": {
                "fps": 30,
                "seconds": 10,
                "codec": "h264",
                "quality": 18,
                "loop": 0,
                "preset": "medium"
              },
              "path": {
                "ease": "none",
                "keys": [
                  {
                    "at": 0,
                    "re": "-0.75",
                    "im": "0",
                    "radius": "1.25",
                    "ease": "none"
                  }
                ]
              },
              "iterations": "auto",
              "escape": {
                "radius": 256,
                "count": "smooth",
                "inclusive": false
              },
              "sampling": "centre",
              "rows": "down",
              "colour": {
                "palette": "abyss",
                "map": "cycle",
                "period": 64,
                "offset": 0,
                "interior": "#000000"
              },
              "devices": "cpu"
            }

            """);
    }

    private static byte[] Again(byte[] written) =>
        SceneWriter.Write(SceneParser.Parse(DocumentReader.Read(written, "scene.json"), SceneTexts.Palettes));

    private static Gen<ZoomScene> Scenes() =>
        from width in Gen.Choose(1, 65_536)
        from height in Gen.Choose(1, 4096)
        from samples in Gen.Choose(1, 16)
        from depth in Gen.Elements(8, 16)
        from fps in Gen.Choose(1, 1000)
        from codec in Gen.Elements("h264", "apng")
        from ease in Gen.Elements(SceneEase.None, SceneEase.In, SceneEase.Out, SceneEase.Both)
        from keys in Keys()
        from limit in Gen.OneOf(Gen.Constant<long?>(null), Gen.Choose(1, int.MaxValue).Select(value => (long?)value))
        from count in Gen.Elements(SceneCount.Smooth, SceneCount.Whole)
        from radius in Gen.Choose(256, 1_000_000)
        from sampling in Gen.Elements(SceneSampling.Centre, SceneSampling.Corner)
        from rows in Gen.Elements(SceneRows.Down, SceneRows.Up)
        from map in Gen.Elements(SceneColourMap.Cycle, SceneColourMap.Histogram, SceneColourMap.Mandeltorch, SceneColourMap.Distance)
        from shading in Gen.Elements(SceneShading.None, SceneShading.Boundary)
        from period in Track(1)
        from offset in Track(-1000)
        select new ZoomScene(
            new SceneImage(width, height, samples, depth),
            new SceneFilm(fps / 7.0, 2.5, codec, samples, depth),
            new ScenePath(ease, keys),
            new SceneIterations(limit),
            new SceneEscape(radius / 1.0, count, samples > 8),
            sampling,
            rows,
            new SceneColour("viridis", map, period, offset, map == SceneColourMap.Mandeltorch ? "palette" : "#0a1b2c", shading),
            "cpu,opencl:1:0");

    [Fact]
    public void A_shade_is_written_only_where_there_is_one()
    {
        Encoding.UTF8.GetString(SceneWriter.Write(SceneTexts.Parse(SceneTexts.Smallest, "colour.shading=none"))).ShouldNotContain("shading");
        Encoding.UTF8.GetString(SceneWriter.Write(SceneTexts.Parse(SceneTexts.Smallest, "colour.shading=boundary"))).ShouldContain("\"shading\": \"boundary\"");
    }

    private static Gen<SceneTrack> Track(int least) =>
        from value in Gen.Choose(least, 1000)
        from other in Gen.Choose(least, 1000)
        from moves in Gen.Elements(true, false)
        select moves ? new SceneTrack([new(0.1, value / 3.0), new(0.7, other / 3.0)]) : SceneTrack.Constant(value);

    private static Gen<IReadOnlyList<SceneKey>> Keys() =>
        from count in Gen.Choose(1, 5)
        from numbers in Gen.Choose(-999_999_999, 999_999_999).ArrayOf(3 * count)
        from exponents in Gen.Choose(-400, -10).ArrayOf(3 * count)
        from eases in Gen.Elements(SceneEase.None, SceneEase.In, SceneEase.Out, SceneEase.Both).ArrayOf(count)
        select (IReadOnlyList<SceneKey>)[.. Enumerable.Range(0, count).Select(i => new SceneKey(
            i / 7.0,
            new ExactDecimal(numbers[3 * i], exponents[3 * i]),
            new ExactDecimal(numbers[3 * i + 1], exponents[3 * i + 1]),
            new ExactDecimal(Math.Abs(numbers[3 * i + 2]) + 1, exponents[3 * i + 2]),
            eases[i]))];
}
