using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

using MandelActors.Actors;

namespace MandelActors.Architecture.Tests.Akka;

/// <summary>Farm code uses nothing of the kernel that Akka.NET has not, except where the host is put together.</summary>
public class FarmAkkaUseTests
{
    private const string CompositionNamespace = "MandelActors.Farm.Hosting";

    private static readonly Assembly Farm = Assembly.Load("MandelActors.Farm");

    private static readonly Assembly Kernel = typeof(ActorSystem).Assembly;

    [Fact]
    public void Farm_code_keeps_to_the_list() => Faults(KernelUse.Of(Farm)).ShouldBeEmpty();

    [Fact]
    public void The_farms_actors_are_seen() =>
        KernelUse.Of(Farm).Select(use => use.Signature).ShouldContain("class ReceivePersistentActor");

    /// <summary>A second look that does not depend on reading method bodies: every reference the compiled assembly has.</summary>
    [Fact]
    public void Every_reference_of_the_compiled_farm_is_on_the_list() =>
        References(Farm).Where(signature => !SignatureList.CheckedIn.IsListed(signature)).ShouldBeEmpty();

    [Fact]
    public void A_call_of_an_unlisted_member_is_found() =>
        Faults(KernelUse.Of([typeof(ReachesTooFar)])).ShouldContain(
            fault => fault.Contains("IEventJournal.LoadSnapshotAsync", StringComparison.Ordinal));

    [Fact]
    public void A_call_inside_an_async_lambda_is_found() =>
        Faults(KernelUse.Of(typeof(ReachesTooFar).Assembly)).ShouldContain(
            fault => fault.Contains("IEventJournal.ReadAsync", StringComparison.Ordinal) && fault.Contains(nameof(ReachesTooFar), StringComparison.Ordinal));

    [Fact]
    public void An_override_and_an_implementation_are_found()
    {
        IEnumerable<string> uses = KernelUse.Of([typeof(PlainActor)]).Select(use => use.Signature);
        uses.ShouldContain("protected virtual void ActorBase.PreRestart(Exception reason, object message)");
        uses.ShouldContain("ITimerScheduler IWithTimers.Timers { get; set; }");
        Faults(KernelUse.Of([typeof(PlainActor)])).ShouldBeEmpty();
    }

    [Fact]
    public void Composition_outside_its_folder_is_found() =>
        Faults(KernelUse.Of([typeof(ReachesTooFar)])).ShouldContain(fault => fault.Contains("WithBoundedMailbox", StringComparison.Ordinal));

    [Fact]
    public void References_of_a_compiled_assembly_are_found()
    {
        string[] references = [.. References(typeof(FarmAkkaUseTests).Assembly)];
        references.ShouldContain(signature => signature.Contains("IEventJournal.ReadAsync", StringComparison.Ordinal));
        references.ShouldContain("protected ReceiveActor.ReceiveActor()");
        references.ShouldContain("IActorRef IRequiredActor<TActor>.ActorRef { get; }");
    }

    private static IEnumerable<string> Faults(IEnumerable<KernelUse> uses) => uses
        .Where(use => !SignatureList.CheckedIn.IsAkka(use.Signature))
        .Where(use => !(SignatureList.CheckedIn.IsListed(use.Signature) && IsComposition(use.User)))
        .Select(use => SignatureList.CheckedIn.IsListed(use.Signature)
            ? $"{use}, which only {CompositionNamespace} may"
            : $"{use}, which akka-signatures.txt does not list");

    private static bool IsComposition(Type user) =>
        user.Namespace is { } name && (name == CompositionNamespace || name.StartsWith(CompositionNamespace + ".", StringComparison.Ordinal));

    private static IEnumerable<string> References(Assembly assembly)
    {
        using PEReader file = new(File.OpenRead(assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<EntityHandle> handles =
            metadata.MemberReferences.Select(handle => (EntityHandle)handle).Concat(metadata.TypeReferences.Select(handle => (EntityHandle)handle));

        // Stand-ins for the type parameters of whatever generic code the reference was compiled in; only the definition is looked at.
        Type[] anything = [.. Enumerable.Repeat(typeof(object), 16)];
        return handles
            .Select(handle => assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle), anything, anything)!)
            .Where(member => member.Module.Assembly == Kernel)
            .SelectMany(KernelUse.InKernel)
            .Distinct();
    }
}
