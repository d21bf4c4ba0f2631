using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>
/// Asking: a message and a task for its answer. Answers that are a <see cref="Status.Failure"/> throw its cause; answers of another type than
/// asked for throw <see cref="ArgumentException"/>; without an answer in time comes <see cref="AskTimeoutException"/>. A stopped actor does not
/// answer, so an ask without timeout waits for ever.
/// </summary>
public static class Futures
{
    /// <param name="timeout">How long to wait for the answer; null for ever.</param>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <param name="messageFactory">Makes the message from the reference the answer must go to.</param>
    /// <exception cref="ArgumentException">No actor system can be told from the receiver or from the calling actor.</exception>
    public static Task<T> Ask<T>(
        this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var system = (self as ActorRefBase)?.System ?? ActorCell.Current?.System
            ?? throw new ArgumentException("The asked reference belongs to no actor system", nameof(self));
        var answer = new FutureActorRef<T>(system, timeout, cancellationToken);
        self.Tell(messageFactory(answer), answer);
        return answer.Task;
    }
}
