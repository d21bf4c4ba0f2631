using MandelActors.Farm.Seeds.Http;
using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Tests.Seeds;

/// <summary>A refusal names what can be done instead, and nothing that cannot.</summary>
public sealed class ActionRefusalTests
{
    private static readonly JobView Job = new("3f2a", "small", "mandelbrot-zoom", "failed", "stuck", 4, 4, 4);

    [Theory]
    [InlineData("cancel")]
    [InlineData("retry")]
    [InlineData("heal")]
    public void A_failed_job_that_nothing_can_be_done_to_is_to_be_removed(string action)
    {
        string words = ActionRefusal.Of(action, Job with { Reason = "this version does not accept the scene" }, wantsFilm: true, "there is no job 3f2a here");

        words.ShouldEndWith(": this version does not accept the scene; 'mandel remove 3f2a' removes it");
        words.ShouldNotContain("mandel cancel");
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "film.mp4", false)]
    [InlineData(false, null, false)]
    public void A_cancelled_job_is_promised_a_film_only_where_one_is_left_to_make(bool wantsFilm, string? film, bool isPromised)
    {
        string words = ActionRefusal.Of("pause", Job with { State = "cancelled", Film = film }, wantsFilm, "the job is cancelled");

        words.ShouldContain("'mandel retry 3f2a' brings it back");
        words.Contains("to make its film", StringComparison.Ordinal).ShouldBe(isPromised);
    }
}
