using System.Reflection;

using MandelActors.Actors;

namespace MandelActors.Architecture.Tests.Akka;

/// <summary>The kernel has what the list says, in exactly that shape.</summary>
public class AkkaSignatureListTests
{
    private static readonly Assembly Kernel = typeof(ActorSystem).Assembly;

    private static readonly Type[] KernelTypes = [.. Kernel.GetTypes().Where(type => type.IsVisible)];

    [Fact]
    public void Every_listed_signature_is_the_kernels() => Missing(SignatureList.CheckedIn).ShouldBeEmpty();

    [Fact]
    public void Every_listed_type_lives_where_AkkaNet_has_it()
    {
        var strays = from type in KernelTypes
                     let signature = KernelSignature.Of(type)
                     where SignatureList.CheckedIn.IsListed(signature)
                     let expected = SignatureList.CheckedIn.NamespaceOf(signature)
                     where expected is not null && expected != type.Namespace
                     select $"{signature} is in {type.Namespace}, not in {expected}";
        strays.ShouldBeEmpty();
    }

    [Fact]
    public void A_listed_members_type_is_listed_too()
    {
        var owners = KernelTypes.ToDictionary(KernelSignature.Of, type => KernelSignature.AllOf(type).Skip(1).ToHashSet());
        var orphans = owners.Where(owner => !SignatureList.CheckedIn.IsListed(owner.Key) && owner.Value.Any(SignatureList.CheckedIn.IsListed)).Select(owner => owner.Key);
        orphans.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("protected void ReceiveActor.Receive<T>(Action<T> handler, Predicate<T> shouldHandle)")]
    [InlineData("protected ReceiveActor.ReceiveActor(string name)")]
    [InlineData("public virtual void ActorBase.PreStart()")]
    [InlineData("public void IActorRef.Path { get; }")]
    [InlineData("void ICanTell.Tell(object msg, IActorRef sender)")]
    [InlineData("class IActorRef")]
    [InlineData("Directive.Resume = 1")]
    public void A_signature_of_another_shape_is_found(string wrong) =>
        Missing(SignatureList.Parse("## Akka.Actor", wrong)).ShouldBe([wrong]);

    [Fact]
    public void The_list_covers_what_the_design_names()
    {
        string[] words =
        [
            "ActorSystem.Terminate", "Props.Create", "ICanTell.Tell", "Futures.Ask", "Forward", "ReceiveAsync", "ReceiveAny", "Become", "GetChildren",
            "SetReceiveTimeout", "Unwatch", "Terminated", "PoisonPill", "PreRestart", "PostRestart", "OneForOneStrategy", "BackoffSupervisor",
            "IWithTimers", "IWithStash", "PersistenceId", "Command<T>", "Recover<T>", "PersistAll", "SaveSnapshot", "SnapshotOffer",
            "RecoveryCompleted", "OnPersistFailure", "DeadLetter", "EventStream", "IRequiredActor",
        ];
        words.Where(word => !SignatureList.CheckedIn.Akka.Any(line => line.Contains(word, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(SignatureList list)
    {
        HashSet<string> kernel = [.. KernelTypes.SelectMany(KernelSignature.AllOf)];
        return list.Akka.Concat(list.Composition).Where(line => !kernel.Contains(line));
    }
}
