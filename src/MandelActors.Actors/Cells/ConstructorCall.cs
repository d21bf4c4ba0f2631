using System.Linq.Expressions;
using System.Reflection;

namespace MandelActors.Actors.Cells;

/// <summary>Takes <c>() => new T(a, b)</c> apart into the constructor and the values of its arguments.</summary>
internal static class ConstructorCall
{
    public static (ConstructorInfo Constructor, object?[] Arguments) Parse(LambdaExpression factory)
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } call)
        {
            throw new ArgumentException(
                $"Props.Create takes a constructor call such as () => new MyActor(1), not '{factory.Body}'", nameof(factory));
        }

        return (constructor, [.. call.Arguments.Select(Evaluate)]);
    }

    /// <remarks>Constants and captured variables, which is nearly all there ever is, are read directly: the interpreter costs a
    /// program milliseconds at its start.</remarks>
    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member when IsReadable(member.Expression) => field.GetValue(Target(member)),
        MemberExpression { Member: PropertyInfo property } member when IsReadable(member.Expression) => property.GetValue(Target(member)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null, Type.IsValueType: false } cast => Evaluate(cast.Operand),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };

    private static bool IsReadable(Expression? owner) => owner is null or ConstantExpression or MemberExpression;

    private static object? Target(MemberExpression member) => member.Expression is null ? null : Evaluate(member.Expression);
}
