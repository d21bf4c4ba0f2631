using MandelActors.Protocol.Documents;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Explorer.Stacks;

/// <summary>What stands behind the question mark of an address: known names, each at most once.</summary>
internal sealed class StackQuery
{
    private readonly IQueryCollection _given;

    /// <param name="given">As it came.</param>
    /// <param name="known">Names that mean something here.</param>
    /// <exception cref="BadInputException">A name is unknown or comes twice.</exception>
    public StackQuery(IQueryCollection given, params string[] known)
    {
        foreach (var (name, values) in given)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
                throw new BadInputException("address", "", $"expected {(known.Length == 0 ? "nothing after the path" : $"nothing but {string.Join(", ", known)}")}{NearestKey.Suggestion(name, known)}");
            if (values.Count != 1) throw new BadInputException(name, "", $"expected one value, found {values.Count}");
        }

        _given = given;
    }

    /// <summary>The value of a name, or null where it was not given.</summary>
    public string? this[string name] => _given.TryGetValue(name, out var values) ? values[0] : null;
}
