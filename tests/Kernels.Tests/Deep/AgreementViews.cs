using MandelActors.Testing;
using MandelActors.Testing.Deep;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Views that are rendered in several ways and must come out alike: known ones in small, and ones that seeds find.</summary>
internal static class AgreementViews
{
    private static readonly Dictionary<string, (DeepViewKind Kind, int Seed, double Log10Radius)> Seeded = new()
    {
        ["around a minibrot"] = (DeepViewKind.AroundMinibrot, 21, -9),
        ["inside a minibrot"] = (DeepViewKind.InsideMinibrot, 22, -25),
        ["far around a real minibrot"] = (DeepViewKind.FarAroundRealMinibrot, 23, -60),
        ["on a Misiurewicz point"] = (DeepViewKind.OnMisiurewiczPoint, 24, -130),
        ["on a real Misiurewicz point"] = (DeepViewKind.OnRealMisiurewiczPoint, 25, -200),
        ["around a minibrot, beyond double's range"] = (DeepViewKind.AroundMinibrot, 26, -330),
        ["early escape beside a Misiurewicz point"] = (DeepViewKind.EarlyEscapeBesideMisiurewiczPoint, 27, -90),
    };

    /// <summary>Names of the views that seeds find.</summary>
    public static IEnumerable<string> SeededNames => Seeded.Keys;

    /// <summary>A known view with fewer pixels around the same centre, or a view that a seed finds.</summary>
    /// <param name="name">A truth file's, or one of <see cref="SeededNames"/>.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static DeepView Of(string name, int width, int height)
    {
        if (Seeded.TryGetValue(name, out var place))
        {
            var found = DeepViews.Of(place.Kind, place.Seed, place.Log10Radius);
            return found with { View = found.View with { Width = width, Height = height } };
        }

        var truth = TruthFile.Load(name);
        return new DeepView(name, truth.View with { Width = width, Height = height }, truth.MaxIterations);
    }
}
