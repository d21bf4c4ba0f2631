using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;
using MandelActors.Protocol.Scenes.Lyapunov;

namespace MandelActors.Protocol.Tests.Scenes.Lyapunov;

public sealed class LyapunovSceneTests
{
    [Fact]
    public void A_scene_of_kind_and_sequence_alone_gets_the_defaults_of_the_program_it_comes_from()
    {
        var scene = LyapunovTexts.Parse(LyapunovTexts.Rotating);

        scene.Image.ShouldBe(new SceneImage(512, 512, 1, 8));
        scene.Film.ShouldBe(new SceneFilm(30, 60, "h264", 18, 0));
        scene.FrameCount.ShouldBe(1800);
        (scene.A.From.ValueAt(0), scene.A.To.ValueAt(0), scene.B.From.ValueAt(0), scene.B.To.ValueAt(0)).ShouldBe((2, 4, 2, 4));
        (scene.Iterations, scene.WarmUp, scene.Sum).ShouldBe((100, 0, LyapunovSum.All));
        scene.Constants.ShouldBeEmpty();
        scene.Motion.ShouldBe(new LyapunovMotion.Circle(new LyapunovOrbit('C', 'D', 3, 3, 1, 0, LyapunovEnds.Once), 0.2));
        (scene.Colour.Palette, scene.Colour.Contrast.ValueAt(0), scene.Colour.Offset.ValueAt(0), scene.Colour.Interior, scene.Colour.Stretch)
            .ShouldBe(("managua", 1, 0, "#000000", LyapunovStretch.None));
        scene.Devices.ShouldBe("cpu");
    }

    [Fact]
    public void Every_key_is_read()
    {
        var scene = LyapunovTexts.Parse(LyapunovTexts.Complete);

        scene.Image.ShouldBe(new SceneImage(320, 180, 4, 16));
        scene.Film.ShouldBe(new SceneFilm(25, 4, "apng", 20, 3));
        scene.Sequence.ShouldBe("ABCDEF");
        (scene.A.From.ValueAt(1), scene.A.To.ValueAt(0), scene.A.To.ValueAt(1)).ShouldBe((2.5, 4, 3.4));
        (scene.B.From.ValueAt(0), scene.B.To.ValueAt(0)).ShouldBe((3.4, 4));
        scene.Constants.Select(constant => (constant.Letter, constant.Value.ValueAt(0.5))).ShouldBe([('C', 3.1), ('F', 2.5)]);
        scene.Motion.ShouldBe(new LyapunovMotion.Ellipse(new LyapunovOrbit('D', 'E', 3.2, 2.8, -2, 0.25, LyapunovEnds.Twice), 0.4, 0.1, 30));
        (scene.Iterations, scene.WarmUp, scene.Sum).ShouldBe((400, 50, LyapunovSum.Periods));
        (scene.Colour.Palette, scene.Colour.Contrast.ValueAt(0.5), scene.Colour.Offset.ValueAt(0), scene.Colour.Interior, scene.Colour.Stretch)
            .ShouldBe(("viridis", 2, 0.5, "#0a0b0c", LyapunovStretch.Frame));
        scene.Devices.ShouldBe("cpu,opencl:0:0");
    }

    [Fact]
    public void A_line_is_read_for_any_letters()
    {
        var scene = LyapunovTexts.Parse(
            """{ "kind": "lyapunov", "sequence": "ABCG", "film": { "fps": 10, "seconds": 0.5 }, "motion": { "kind": "line", "from": { "G": 2, "C": 3 }, "to": { "C": 4, "G": 1 } } }""");

        scene.Motion.Letters.ShouldBe(['C', 'G']);
        scene.CoefficientsAt(0).ShouldBe([3, 0, 0, 0, 2]);
        scene.CoefficientsAt(1).ShouldBe([3.25, 0, 0, 0, 1.75]);
        scene.CoefficientsAt(4).ShouldBe([4, 0, 0, 0, 1]);
    }

    [Theory]
    [InlineData("AB", "none")]
    [InlineData("AC", "circle")]
    [InlineData("BD", "circle")]
    [InlineData("ACDBCD", "circle")]
    public void C_and_D_go_round_where_the_sequence_has_them_and_nothing_is_said(string sequence, string motion) =>
        LyapunovTexts.Parse(LyapunovTexts.Smallest, $"sequence={sequence}").Motion.Kind.ShouldBe(motion);

    [Fact]
    public void A_constant_that_the_sequence_does_not_have_keeps_nothing_from_moving() =>
        LyapunovTexts.Parse(LyapunovTexts.Smallest, "sequence=ABC", "constants.D=3").Motion.Kind.ShouldBe("circle");

    [Fact]
    public void A_constant_for_each_letter_leaves_nothing_to_move()
    {
        var scene = LyapunovTexts.Parse(LyapunovTexts.Rotating, "constants.C=3.1", "constants.D=2.9");

        scene.Motion.ShouldBe(new LyapunovMotion.None());
        scene.CoefficientsAt(1799).ShouldBe([3.1, 2.9]);
    }

    [Theory]
    [InlineData(LyapunovTexts.Smallest)]
    [InlineData(LyapunovTexts.Rotating)]
    [InlineData(LyapunovTexts.Complete)]
    public void A_written_scene_reads_back_to_the_same_bytes(string text)
    {
        var written = SceneWriter.Write(LyapunovTexts.Parse(text));

        Again(written).ShouldBe(written);
    }

    [Fact]
    public void Any_scene_survives_the_round_trip() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Scenes().ToArbitrary(), scene => Again(SceneWriter.Write(scene)).SequenceEqual(SceneWriter.Write(scene))));

    [Fact]
    public void The_text_has_every_key_with_its_default() =>
        Encoding.UTF8.GetString(SceneWriter.Write(LyapunovTexts.Parse(LyapunovTexts.Rotating))).Replace("\n", "", StringComparison.Ordinal).Replace("  ", "", StringComparison.Ordinal).ShouldBe(
            """
            {"version": 1,"kind": "lyapunov","image": {"width": 512,"height": 512,"samples": 1,"bitDepth": 8},"film": {"fps": 30,"seconds": 60,"codec": "h264","quality": 18,"loop": 0,"preset": "medium"},"sequence": "ACDBCD","a": {"from": 2,"to": 4},"b": {"from": 2,"to": 4},"constants": {},"motion": {"kind": "circle","letters": "CD","centre": {"C": 3,"D": 3},"turns": 1,"phase": 0,"ends": "once","radius": 0.2},"iterations": 100,"warmUp": 0,"sum": "all","colour": {"palette": "managua","contrast": 1,"offset": 0,"interior": "#000000","stretch": "none"},"devices": "cpu"}
            """);

    [Theory]
    [InlineData("devices=*")]
    [InlineData("film.codec=ffv1")]
    [InlineData("film.quality=40")]
    [InlineData("sequence=acdbcd")]
    [InlineData("motion={}")]
    [InlineData("motion.radius=0.2")]
    [InlineData("constants.E=3")]
    [InlineData("a.from=[{\"at\":0.5,\"value\":2}]")]
    public void What_decides_no_frame_leaves_the_job_the_same(string assignment)
    {
        Scene original = LyapunovTexts.Parse(LyapunovTexts.Rotating), changed = LyapunovTexts.Parse(LyapunovTexts.Rotating, assignment);

        SceneIdentity.Of(changed).ShouldBe(SceneIdentity.Of(original));
        SceneDifference.Keys(original, changed).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sequence=ACDBCDA", "sequence")]
    [InlineData("a.to=3.9", "a.to")]
    [InlineData("motion.centre.D=2.9", "motion.centre.D")]
    [InlineData("motion.radius=0.25", "motion.radius")]
    [InlineData("motion.ends=twice", "motion.ends")]
    [InlineData("iterations=101", "iterations")]
    [InlineData("warmUp=1", "warmUp")]
    [InlineData("sum=periods", "sum")]
    [InlineData("film.seconds=30", "film.seconds")]
    [InlineData("colour.palette=viridis", "colour.palette")]
    [InlineData("colour.stretch=frame", "colour.stretch")]
    public void What_decides_a_frame_makes_another_job_and_is_named(string assignment, string key)
    {
        Scene original = LyapunovTexts.Parse(LyapunovTexts.Rotating), changed = LyapunovTexts.Parse(LyapunovTexts.Rotating, assignment);

        SceneIdentity.Of(changed).ShouldNotBe(SceneIdentity.Of(original));
        SceneDifference.Keys(original, changed).ShouldBe([key]);
    }

    private static byte[] Again(byte[] written) =>
        SceneWriter.Write(SceneParser.Parse(DocumentReader.Read(written, "scene.json"), SceneTexts.Palettes));

    private static Gen<LyapunovScene> Scenes() =>
        from width in Gen.Choose(1, 4096)
        from seconds in Gen.Choose(1, 1000)
        from letters in Gen.ArrayOf(Gen.Choose('A', 'F'), 8)
        from ends in Gen.ListOf(Coefficient(), 4)
        from motion in Motion()
        from track in Gen.ListOf(Coefficient(), 2)
        from iterations in Gen.Choose(9, 1_000_000_000)
        from warmUp in Gen.Choose(0, 1_000_000_000)
        from sum in Gen.Elements(LyapunovSum.All, LyapunovSum.Periods)
        from contrast in Gen.Choose(1, 1000)
        from stretch in Gen.Elements(LyapunovStretch.None, LyapunovStretch.Frame)
        let sequence = new string([.. letters.Select(letter => (char)letter)])
        let resting = sequence.Where(letter => letter > 'B' && !motion.Letters.Contains(letter)).Distinct().Order()
        select new LyapunovScene(
            new SceneImage(width, 7, 1 + width % 16, 8),
            new SceneFilm(12.5, seconds / 7.0, "h264", 18, 0),
            sequence,
            new LyapunovAxis(SceneTrack.Constant(ends[0]), SceneTrack.Constant(ends[1])),
            new LyapunovAxis(SceneTrack.Constant(ends[2]), new SceneTrack([new(0.1, ends[3]), new(0.9, ends[0])])),
            [.. resting.Select(letter => new LyapunovConstant(letter, letter % 2 == 0 ? SceneTrack.Constant(track[0]) : new SceneTrack([new(0, track[1]), new(1, track[0])])))],
            motion,
            iterations,
            warmUp,
            sum,
            new LyapunovColour("viridis", SceneTrack.Constant(contrast / 13.0), SceneTrack.Constant(track[0]), "palette", stretch),
            "cpu");

    private static Gen<LyapunovMotion> Motion()
    {
        var orbit =
            from centre in Gen.ListOf(Coefficient(), 2)
            from turns in Gen.Choose(-100, 100)
            from phase in Gen.Choose(-100, 100)
            from ends in Gen.Elements(LyapunovEnds.Once, LyapunovEnds.Twice)
            select new LyapunovOrbit('C', 'E', centre[0], centre[1], turns / 3.0, phase / 7.0, ends);
        var circle = from pair in orbit from radius in Gen.Choose(0, 1000) select (LyapunovMotion)new LyapunovMotion.Circle(pair, radius / 11.0);
        var ellipse =
            from pair in orbit
            from radius in Gen.Choose(0, 1000)
            from tilt in Gen.Choose(-360, 360)
            select (LyapunovMotion)new LyapunovMotion.Ellipse(pair, radius / 11.0, radius / 13.0, tilt);
        var line = from ways in Gen.ListOf(Coefficient(), 4) select (LyapunovMotion)new LyapunovMotion.Line([('D', ways[0], ways[1]), ('F', ways[2], ways[3])]);
        return Gen.OneOf(Gen.Constant<LyapunovMotion>(new LyapunovMotion.None()), circle, ellipse, line);
    }

    private static Gen<double> Coefficient() => Gen.Choose(-7000, 7000).Select(value => value / 7.0);
}
