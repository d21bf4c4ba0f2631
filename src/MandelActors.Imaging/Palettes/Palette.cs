using System.Diagnostics.CodeAnalysis;

namespace MandelActors.Imaging.Palettes;

/// <summary>A named run of colours over 0 … 1.</summary>
/// <remarks>Immutable. Names are compared without regard to case.</remarks>
public sealed class Palette
{
    private static readonly Lazy<IReadOnlyList<Palette>> Loaded = new(() => [AbyssPalette.Create(), .. PaletteTables.Load()]);
    private readonly RgbValue[] _entries;

    /// <param name="name">What scenes call it.</param>
    /// <param name="credit">Whom it is owed to.</param>
    /// <param name="isCyclic">Whether the last entry runs into the first: they are the same colour.</param>
    /// <param name="entries">At least two colours; the first stands at 0, the last at 1, evenly spaced.</param>
    public Palette(string name, PaletteCredit credit, bool isCyclic, IReadOnlyList<RgbValue> entries)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(entries.Count, 2);
        Name = name;
        Credit = credit;
        IsCyclic = isCyclic;
        _entries = [.. entries];
    }

    /// <summary>The palette a scene gets that names none.</summary>
    public const string DefaultName = "abyss";

    public static Palette Default => Get(DefaultName);

    /// <summary>Every palette, the default first, then by name.</summary>
    public static IReadOnlyList<Palette> All => Loaded.Value;

    public static IReadOnlyList<string> Names => [.. All.Select(palette => palette.Name)];

    public string Name { get; }

    public PaletteCredit Credit { get; }

    /// <summary>Whether position 1 is position 0 again. A palette that is not cyclic is mirrored where colours repeat.</summary>
    public bool IsCyclic { get; }

    /// <summary>Entries of the table.</summary>
    public int Count => _entries.Length;

    /// <exception cref="UnknownNameException">No palette has that name.</exception>
    public static Palette Get(string name) => TryGet(name, out var palette) ? palette : throw new UnknownNameException("palette", name, Names);

    public static bool TryGet(string name, [NotNullWhen(true)] out Palette? palette)
    {
        palette = All.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return palette is not null;
    }

    /// <summary>One entry of the table, rounded to 8 bits.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    public Rgb Entry(int index) => _entries[index].Round();

    /// <summary>The colour at a position, linear between the entries on both sides.</summary>
    /// <param name="position">0 … 1; anything outside is clamped.</param>
    public RgbValue At(double position)
    {
        double place = Math.Clamp(position, 0, 1) * (Count - 1);
        int index = Math.Min((int)place, Count - 2);
        return RgbValue.Between(_entries[index], _entries[index + 1], place - index);
    }

    /// <summary>The colour at a position of the endless run that repeats every 1: a cyclic palette goes round, any other there and back.</summary>
    /// <param name="cycle">Any finite number.</param>
    public RgbValue Around(double cycle)
    {
        double share = cycle - Math.Floor(cycle);
        return At(IsCyclic ? share : 1 - Math.Abs(1 - 2 * share));
    }

    public override string ToString() => Name;
}
