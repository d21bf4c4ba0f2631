using System.Text.Json.Serialization.Metadata;

namespace MandelActors.Protocol.Serialization;

/// <summary>The JSON shapes of one conversation by the names they are written under.</summary>
/// <remarks>Names are apart from class names and carry a version: a class may be renamed, a name never. What was written once stays readable.</remarks>
internal sealed class NamedShapes
{
    private readonly Dictionary<Type, string> _names;
    private readonly Dictionary<string, JsonTypeInfo> _shapes;

    /// <param name="shapes">One name for each type.</param>
    public NamedShapes(params (string Name, JsonTypeInfo Shape)[] shapes)
    {
        _names = shapes.ToDictionary(shape => shape.Shape.Type, shape => shape.Name);
        _shapes = shapes.ToDictionary(shape => shape.Name, shape => shape.Shape);
    }

    public IReadOnlyCollection<string> Names => _shapes.Keys;

    /// <summary>The name of a value's type; null for one that has none.</summary>
    public string? NameOf(object value) => _names.GetValueOrDefault(value.GetType());

    /// <summary>The shape of a name; null for one that nobody gave.</summary>
    public JsonTypeInfo? ShapeOf(string name) => _shapes.GetValueOrDefault(name);
}
