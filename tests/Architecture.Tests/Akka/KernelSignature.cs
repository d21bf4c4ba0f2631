using System.Reflection;
using System.Runtime.CompilerServices;

namespace MandelActors.Architecture.Tests.Akka;

/// <summary>
/// Writes the shape of a type or member as the list does: C# without namespaces, nullability, bodies, or the modifiers that mean nothing to a
/// caller. What can be overridden says so, because farm code overrides it.
/// </summary>
internal static class KernelSignature
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static string Of(MemberInfo member) => member switch
    {
        Type type => OfType(type),
        PropertyInfo property => OfProperty(property),
        FieldInfo field => OfField(field),
        ConstructorInfo constructor => $"{Access(constructor)} {Name(constructor.DeclaringType!)}.{Plain(constructor.DeclaringType!.Name)}({Parameters(constructor)})",
        MethodInfo method => PropertyOf(method) is { } property ? OfProperty(property) : OfMethod(method),
        _ => throw new NotSupportedException($"{member.MemberType} {member}"),
    };

    /// <summary>Everything of a type that code of another assembly can name, the type itself first.</summary>
    public static IEnumerable<string> AllOf(Type type)
    {
        yield return Of(type);
        if (type.IsSubclassOf(typeof(Delegate))) yield break;
        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            bool visible = member switch
            {
                MethodBase method => IsVisible(method) && (method is ConstructorInfo || PropertyOf((MethodInfo)method) is null),
                FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
                PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
                _ => false,
            };
            if (visible) yield return Of(member);
        }
    }

    /// <summary>As code names it, nested types behind their outer one.</summary>
    public static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsGenericParameter) return type.Name;
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        string outer = type.IsNested ? Name(type.DeclaringType!) + "." : "";
        string arguments = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "";
        return outer + Plain(type.Name) + arguments;
    }

    private static string OfType(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            MethodInfo invoke = type.GetMethod("Invoke")!;
            return $"delegate {Name(invoke.ReturnType)} {Name(type)}({Parameters(invoke)})";
        }

        string kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class";
        return $"{kind} {Name(type)}";
    }

    private static string OfField(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum) return $"{Name(field.DeclaringType)}.{field.Name} = {field.GetRawConstantValue()}";
        string kind = field.IsLiteral ? "const " : field.IsStatic ? "static " : "";
        return $"{(field.IsPublic ? "public" : "protected")} {kind}{Name(field.FieldType)} {Name(field.DeclaringType)}.{field.Name}";
    }

    private static string OfProperty(PropertyInfo property)
    {
        MethodInfo first = property.GetAccessors(nonPublic: true).First(IsVisible);
        string set = property.SetMethod is not { } setter || !IsVisible(setter) ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;"
            : " set;";
        return $"{Head(first)}{Name(property.PropertyType)} {Name(property.DeclaringType!)}.{property.Name} {{ get;{set} }}";
    }

    private static string OfMethod(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        string constraints = string.Concat(method.GetGenericArguments().Select(Constraint));
        return $"{Head(method)}{Name(method.ReturnType)} {Name(method.DeclaringType!)}.{method.Name}{generic}({Parameters(method)}){constraints}";
    }

    private static string Constraint(Type parameter)
    {
        IEnumerable<string> bounds = parameter.GetGenericParameterConstraints().Where(bound => bound != typeof(ValueType)).Select(Name);
        return bounds.Any() ? $" where {parameter.Name} : {string.Join(", ", bounds)}" : "";
    }

    private static string Head(MethodInfo method)
    {
        if (method.DeclaringType!.IsInterface) return "";
        string overridable = !IsMeantToBeExtended(method.DeclaringType) ? ""
            : method.IsAbstract ? "abstract "
            : method.IsVirtual && !method.IsFinal ? "virtual "
            : "";
        return $"{Access(method)} {(method.IsStatic ? "static " : "")}{overridable}";
    }

    private static bool IsMeantToBeExtended(Type type) => type.IsAbstract && !type.IsSealed && typeof(MandelActors.Actors.ActorBase).IsAssignableFrom(type);

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        string prefix = parameter.Position == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this "
            : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params "
            : parameter.IsOut ? "out "
            : "";
        return $"{prefix}{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}";
    }));

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? "" : " = " + parameter.DefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        bool flag => flag ? "true" : "false",
        object value => value.ToString(),
    };

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static PropertyInfo? PropertyOf(MethodInfo accessor) => !accessor.IsSpecialName ? null
        : accessor.DeclaringType!
            .GetProperties(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .FirstOrDefault(property => property.GetMethod == accessor || property.SetMethod == accessor);

    private static string Plain(string name) => name.Split('`')[0];
}
