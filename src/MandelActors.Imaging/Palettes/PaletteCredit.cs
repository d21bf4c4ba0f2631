namespace MandelActors.Imaging.Palettes;

/// <summary>Whom a palette is owed to.</summary>
/// <param name="Author">Its maker.</param>
/// <param name="Licence">The terms its table comes under, or how it is defined.</param>
public sealed record PaletteCredit(string Author, string Licence);
