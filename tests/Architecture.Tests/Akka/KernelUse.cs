using System.Reflection;

using MandelActors.Actors;

namespace MandelActors.Architecture.Tests.Akka;

/// <summary>One place that uses something of the actor kernel.</summary>
/// <param name="User">The outermost type of the place; what it declares, calls, overrides or implements counts.</param>
/// <param name="Signature">What it uses, as <see cref="KernelSignature"/> writes it.</param>
internal sealed record KernelUse(Type User, string Signature)
{
    private const BindingFlags Everything =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Assembly Kernel = typeof(ActorSystem).Assembly;

    /// <summary>Everything an assembly uses of the kernel, once per user.</summary>
    public static IReadOnlyList<KernelUse> Of(Assembly assembly) => Of(assembly.GetTypes());

    /// <inheritdoc cref="Of(Assembly)"/>
    public static IReadOnlyList<KernelUse> Of(IEnumerable<Type> types) =>
        [.. types.SelectMany(type => Members(type).SelectMany(InKernel).Select(signature => new KernelUse(Outermost(type), signature))).Distinct()];

    public override string ToString() => $"{User.FullName} uses {Signature}";

    /// <summary>The kernel's own declaration of something; nothing if it is not the kernel's.</summary>
    public static IEnumerable<string> InKernel(MemberInfo member)
    {
        if (member is Type type)
        {
            foreach (Type part in Parts(type).Where(part => part.Assembly == Kernel)) yield return KernelSignature.Of(part);
            yield break;
        }

        if (member.DeclaringType is { } declaring)
        {
            foreach (string signature in InKernel(declaring)) yield return signature;
        }

        if (member.Module.Assembly != Kernel || member.DeclaringType!.IsSubclassOf(typeof(Delegate))) yield break;

        // Through the token: the generic definition, not the instance that happens to be used.
        yield return KernelSignature.Of(Kernel.ManifestModule.ResolveMember(member.MetadataToken)!);
    }

    private static IEnumerable<MemberInfo> Members(Type type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (Type contract in type.GetInterfaces())
        {
            yield return contract;
            if (contract.Assembly != Kernel || type.IsInterface) continue;
            foreach (MethodInfo implemented in type.GetInterfaceMap(contract).InterfaceMethods) yield return implemented;
        }

        foreach (FieldInfo field in type.GetFields(Everything)) yield return field.FieldType;
        foreach (MethodBase method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))
        {
            foreach (ParameterInfo parameter in method.GetParameters()) yield return parameter.ParameterType;
            if (method is MethodInfo { IsVirtual: true } own)
            {
                yield return own.ReturnType;
                yield return own.GetBaseDefinition();
            }

            foreach (MemberInfo called in IlTokens.Of(method)) yield return called;
        }
    }

    /// <summary>A type with its element types and arguments, as definitions.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return type.IsGenericType ? [type.GetGenericTypeDefinition(), .. type.GetGenericArguments().SelectMany(Parts)] : [type];
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
