namespace MandelActors.Actors;

/// <summary>An actor with a stash; the kernel sets it after construction, before <c>PreStart</c>.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}
