using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Tests.Scenes.Lyapunov;

/// <summary>What a user can get wrong in a Lyapunov scene: each mistake names its key and what was expected, in one line.</summary>
public sealed class LyapunovInvalidTests
{
    [Theory]
    [InlineData("sequence=", "sequence", "letters A to Z")]
    [InlineData("sequence=7", "sequence", "found 7")]
    [InlineData("sequence=A-B", "sequence", "found \"A-B\"")]
    [InlineData("sequence=AÄB", "sequence", "letters A to Z")]
    [InlineData("sequense=AB", "sequense", "did you mean \"sequence\"?")]
    [InlineData("path={}", "path", "unknown key")]
    [InlineData("a.form=2", "a.form", "did you mean \"from\"?")]
    [InlineData("a.from=two", "a.from", "a number or a list")]
    [InlineData("b.to=1e4", "b.to", "from -1000 to 1000")]
    [InlineData("iterations=1", "iterations", "from 2 to 1000000000")]
    [InlineData("iterations=auto", "iterations", "a whole number")]
    [InlineData("{\"sum\":\"periods\",\"iterations\":6}", "iterations", "at least 7")]
    [InlineData("warmUp=-1", "warmUp", "from 0")]
    [InlineData("warmup=5", "warmup", "did you mean \"warmUp\"?")]
    [InlineData("sum=period", "sum", "did you mean \"periods\"?")]
    [InlineData("colour.contrast=0", "colour.contrast", "a number from")]
    [InlineData("colour.stretch=image", "colour.stretch", "none, frame")]
    [InlineData("colour.palette=managuo", "colour.palette", "did you mean \"managua\"?")]
    [InlineData("colour.map=cycle", "colour.map", "known here: palette, contrast")]
    public void A_wrong_key_or_value_is_named(string assignment, string key, string says) => RefusedWith(assignment, key, says);

    [Theory]
    [InlineData("constants.A=3", "constants.A", "a capital letter from C to Z")]
    [InlineData("constants.c=3", "constants.c", "a capital letter from C to Z")]
    [InlineData("constants.C=three", "constants.C", "a number or a list")]
    [InlineData("constants=3", "constants", "an object")]
    [InlineData("constants.C=3", "constants.D", "a number for the letter D of the sequence ACDBCD")]
    [InlineData("sequence=ABE", "constants.E", "a number for the letter E of the sequence ABE, such as --const E=3, or a motion that moves it")]
    [InlineData("motion.kind=none", "constants.C", "a number for the letter C")]
    [InlineData("{\"motion\":{},\"constants\":{\"C\":3}}", "constants.C", "no constant of a letter that the motion moves")]
    public void A_letter_has_one_place_to_come_from(string assignment, string key, string says) => RefusedWith(assignment, key, says);

    [Theory]
    [InlineData("motion=circle", "motion", "an object, found \"circle\"")]
    [InlineData("motion.kind=cirkle", "motion.kind", "did you mean \"circle\"?")]
    [InlineData("motion.radii=3", "motion.radii", "unknown key (did you mean \"radius\"?)")]
    [InlineData("motion.xyzzy=3", "motion.xyzzy", "unknown key")]
    [InlineData("motion.radius=-1", "motion.radius", "from 0")]
    [InlineData("motion.letters=CC", "motion.letters", "two different letters")]
    [InlineData("motion.letters=CDE", "motion.letters", "two different letters")]
    [InlineData("motion.letters=BC", "motion.letters", "from C to Z")]
    [InlineData("motion.centre.E=3", "motion.centre.E", "known here: C, D")]
    [InlineData("motion.ends=both", "motion.ends", "once, twice")]
    [InlineData("motion.turns=fast", "motion.turns", "a number")]
    [InlineData("motion={\"kind\":\"ellipse\"}", "motion.radii", "a radius for each letter")]
    [InlineData("motion={\"kind\":\"ellipse\",\"radii\":{\"C\":1}}", "motion.radii.D", "a number")]
    [InlineData("motion={\"kind\":\"line\",\"from\":{\"C\":3}}", "motion.to", "where its letters are")]
    [InlineData("motion={\"kind\":\"line\",\"from\":{\"C\":3},\"to\":{\"D\":3}}", "motion.to.C", "a number")]
    [InlineData("motion={\"kind\":\"line\",\"from\":{},\"to\":{}}", "motion.from", "at least one letter")]
    [InlineData("motion={\"kind\":\"line\",\"from\":{\"A\":3},\"to\":{\"A\":3}}", "motion.from.A", "from C to Z")]
    public void A_motion_that_cannot_be_is_named(string assignment, string key, string says) => RefusedWith(assignment, key, says);

    [Theory]
    [InlineData("b.to=4.2", "--set b.to=4.2: b.to: reaches 4.2; outside 0 to 4 orbits may run off to infinity")]
    [InlineData("motion.radius=1.5", "--set motion.radius=1.5: motion: reaches 4.5")]
    [InlineData("constants.E=3", "--set constants.E=3: constants.E: left out, for the sequence ACDBCD has no such letter")]
    [InlineData("motion.letters=GH", "motion: moves G and H, which the sequence AB does not have", "sequence=AB")]
    public void What_is_accepted_and_may_not_be_meant_is_noted_once(string assignment, string says, params string[] more)
    {
        List<string> notes = [];

        LyapunovTexts.Parse(LyapunovTexts.Rotating, notes, [assignment, .. more]);

        notes.ShouldHaveSingleItem().ShouldContain(says);
    }

    [Fact]
    public void An_ordinary_scene_is_not_remarked_on()
    {
        List<string> notes = [];

        LyapunovTexts.Parse(LyapunovTexts.Rotating, notes);
        LyapunovTexts.Parse(LyapunovTexts.Complete, notes);

        notes.ShouldBeEmpty();
    }

    private static void RefusedWith(string assignment, string key, string says)
    {
        // An object replaces keys of the scene itself.
        var error = Should.Throw<BadInputException>(() => assignment.StartsWith('{')
            ? LyapunovTexts.Parse(LyapunovTexts.Rotating.TrimEnd('}', ' ') + "," + assignment[1..])
            : LyapunovTexts.Parse(LyapunovTexts.Rotating, assignment));

        error.Key.ShouldBe(key);
        error.Message.ShouldContain(says);
    }
}
