namespace MandelActors.Actors;

/// <summary>Death watch: being told once when another actor has stopped for good.</summary>
public interface ICanWatch
{
    /// <summary>Asks for one <see cref="Terminated"/> after the last message of <paramref name="subject"/>; watching twice is watching once.</summary>
    /// <returns>The subject.</returns>
    IActorRef Watch(IActorRef subject);

    /// <summary>As <see cref="Watch"/>, with <paramref name="message"/> in place of <see cref="Terminated"/>.</summary>
    /// <exception cref="InvalidOperationException">The subject is already watched with another message.</exception>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Takes the watch back; a notice already in the mailbox is not delivered either.</summary>
    IActorRef Unwatch(IActorRef subject);
}
