using MandelActors.Farm.Nodes;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Tests.Nodes;

public class DeviceBoardTests
{
    private static readonly DeviceId Gpu = new("node/gpu");
    private static readonly JobId Film = new("film"), Still = new("still");
    private readonly DeviceBoard<string> _board = new();

    [Fact]
    public void A_device_belongs_to_one_worker_at_a_time()
    {
        _board.AddJob(Film, 0);

        _board.TryGrant(Gpu, Film, "first", out string granted).ShouldBeTrue();
        granted.ShouldBe("first");
        _board.TryGrant(Gpu, Film, "second", out _).ShouldBeFalse();
        _board.TryReturn(Gpu, "first", out granted).ShouldBeTrue();
        granted.ShouldBe("second");
    }

    [Fact]
    public void The_more_urgent_job_goes_first()
    {
        _board.AddJob(Film, 0);
        _board.AddJob(Still, 5);
        _board.TryGrant(Gpu, Film, "film", out _);
        _board.TryGrant(Gpu, Film, "another film", out _);
        _board.TryGrant(Gpu, Still, "still", out _);

        _board.TryReturn(Gpu, "film", out string next);

        next.ShouldBe("still");
    }

    [Fact]
    public void An_urgent_job_keeps_the_device_for_as_long_as_it_wants_it()
    {
        _board.AddJob(Film, 0);
        _board.AddJob(Still, 5);
        _board.TryGrant(Gpu, Still, "still", out _);
        _board.TryGrant(Gpu, Film, "film", out _);

        _board.TryPass(Gpu, Still, "still", out string next).ShouldBeTrue();
        next.ShouldBe("still");
        _board.TryReturn(Gpu, "still", out next).ShouldBeTrue();
        next.ShouldBe("film");
        _board.TryPass(Gpu, Film, "film", out next).ShouldBeTrue();
        next.ShouldBe("film", "nobody else wants it");
    }

    [Fact]
    public void A_worker_that_wants_the_device_again_goes_behind_an_equal_one()
    {
        _board.AddJob(Film, 0);
        _board.AddJob(Still, 0);
        _board.TryGrant(Gpu, Still, "still", out _);
        _board.TryGrant(Gpu, Film, "film", out _);

        _board.TryPass(Gpu, Still, "still", out string next).ShouldBeTrue();

        next.ShouldBe("film");
    }

    [Fact]
    public void A_job_that_became_more_urgent_goes_first_from_then_on()
    {
        _board.AddJob(Film, 0);
        _board.AddJob(Still, 0);
        _board.TryGrant(Gpu, Film, "film", out _);
        _board.TryGrant(Gpu, Still, "still", out _);
        _board.TryGrant(Gpu, Film, "another film", out _);

        _board.AddJob(Film, 5);
        _board.TryReturn(Gpu, "film", out string next);

        next.ShouldBe("another film");
    }

    [Fact]
    public void Jobs_of_equal_priority_take_turns()
    {
        _board.AddJob(Film, 0);
        _board.AddJob(Still, 0);
        _board.TryGrant(Gpu, Film, "film", out string holder);
        List<string> turns = [holder];
        for (int turn = 0; turn < 7; turn++)
        {
            // Both always want the device; the film's worker always asks first.
            _board.TryGrant(Gpu, Film, "film", out _).ShouldBeFalse();
            _board.TryGrant(Gpu, Still, "still", out _).ShouldBeFalse();
            _board.TryReturn(Gpu, holder, out string next).ShouldBeTrue();
            turns.Add(holder = next);
        }

        turns.Count(turn => turn == "film").ShouldBe(4);
        turns.Count(turn => turn == "still").ShouldBe(4);
    }

    [Fact]
    public void A_job_that_joins_late_does_not_make_up_for_the_past()
    {
        _board.AddJob(Film, 0);
        for (int turn = 0; turn < 100; turn++)
        {
            _board.TryGrant(Gpu, Film, "film", out _);
            _board.TryReturn(Gpu, "film", out _);
        }

        _board.AddJob(Still, 0);
        _board.TryGrant(Gpu, Still, "still", out string holder);
        List<string> turns = [];
        for (int turn = 0; turn < 4; turn++)
        {
            _board.TryGrant(Gpu, Film, "film", out _);
            _board.TryGrant(Gpu, Still, "still", out _);
            _board.TryReturn(Gpu, holder, out holder);
            turns.Add(holder);
        }

        turns.ShouldContain("film");
    }

    [Fact]
    public void A_worker_that_ends_holds_nobody_up()
    {
        _board.AddJob(Film, 0);
        _board.TryGrant(Gpu, Film, "dead", out _);
        _board.TryGrant(Gpu, Film, "alive", out _);

        _board.TryReturn(Gpu, "dead", out string next).ShouldBeTrue();

        next.ShouldBe("alive");
    }

    [Fact]
    public void A_job_that_is_gone_waits_for_no_device()
    {
        _board.AddJob(Film, 0);
        _board.AddJob(Still, 0);
        _board.TryGrant(Gpu, Film, "film", out _);
        _board.TryGrant(Gpu, Still, "still", out _);

        _board.RemoveJob(Still);

        _board.TryReturn(Gpu, "film", out _).ShouldBeFalse();
    }
}
