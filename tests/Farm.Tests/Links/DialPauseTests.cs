using MandelActors.Farm.Links;
using MandelActors.Farm.Settings;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Links;

/// <summary>How long a node waits before it dials again, after a thing or two that may have happened.</summary>
public sealed class DialPauseTests
{
    /// <summary>A second, varied by up to a half.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1.5);

    private static readonly LinkSettings Settings = SettingsLoader.Reference.Link;

    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void A_seed_that_does_not_lead_yet_is_asked_again_soon_however_often_it_said_so() =>
        LongestOf(new DialPause(Settings, isOneOfSeveral: false, _time), SeedAnswer.NotNow).ShouldBeLessThanOrEqualTo(Soon);

    [Fact]
    public void One_seed_of_several_that_says_not_now_is_enough()
    {
        DialPause pause = new(Settings, isOneOfSeveral: true, _time);

        LongestOf(pause, SeedAnswer.NotNow, SeedAnswer.None).ShouldBeLessThanOrEqualTo(Soon);
        LongestOf(pause, SeedAnswer.None).ShouldBeGreaterThan(Soon);
    }

    [Fact]
    public void Where_nobody_listens_another_of_several_seeds_is_about_to_and_a_lone_one_is_not() =>
        (LongestOf(new DialPause(Settings, isOneOfSeveral: true, _time), SeedAnswer.NobodyThere) <= Soon,
         LongestOf(new DialPause(Settings, isOneOfSeveral: false, _time), SeedAnswer.NobodyThere) <= Soon).ShouldBe((true, false));

    [Fact]
    public void A_lone_seed_that_was_there_for_long_is_expected_back_for_a_minute()
    {
        DialPause pause = new(Settings, isOneOfSeveral: false, _time);
        pause.Welcome();
        _time.Advance(TimeSpan.FromMinutes(5));

        LongestOf(pause, SeedAnswer.NobodyThere).ShouldBeLessThanOrEqualTo(Soon);
        _time.Advance(TimeSpan.FromMinutes(1));
        LongestOf(pause, SeedAnswer.NobodyThere).ShouldBeGreaterThan(Soon);
    }

    [Fact]
    public void A_link_that_broke_at_once_says_nothing_of_its_seed()
    {
        DialPause pause = new(Settings, isOneOfSeveral: false, _time);
        pause.Welcome();

        LongestOf(pause, SeedAnswer.NobodyThere).ShouldBeGreaterThan(Soon);
    }

    /// <summary>The longest of twenty pauses, each after every seed gave one of these answers.</summary>
    private static TimeSpan LongestOf(DialPause pause, params SeedAnswer[] answers) => Enumerable.Range(0, 20).Max(_ =>
    {
        foreach (var answer in answers) pause.Fail(answer);
        return pause.Next();
    });
}
