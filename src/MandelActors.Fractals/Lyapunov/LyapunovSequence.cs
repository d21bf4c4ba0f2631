namespace MandelActors.Fractals.Lyapunov;

/// <summary>The order in which the coefficients of a logistic map take turns: letters A … Z, repeated for ever.</summary>
public sealed record LyapunovSequence
{
    /// <summary>Letters there are.</summary>
    public const int Alphabet = 26;

    private LyapunovSequence(string text)
    {
        Text = text;
        CoefficientCount = text.Max() - 'A' + 1;
    }

    /// <summary>One period, in capitals.</summary>
    public string Text { get; }

    /// <summary>Letters of one period.</summary>
    public int Period => Text.Length;

    /// <summary>Coefficients that must be given: those of A up to the last letter that occurs.</summary>
    public int CoefficientCount { get; }

    /// <summary>The coefficient of a step: 0 for A, 1 for B, … Step 0 is where an orbit starts, and multiplies nothing.</summary>
    public int this[long step] => Text[(int)(step % Period)] - 'A';

    /// <param name="letters">A … Z in either case, at least one.</param>
    /// <exception cref="FormatException">There is no letter, or something that is none; the message names it.</exception>
    public static LyapunovSequence Parse(string letters)
    {
        if (letters.Length == 0) throw new FormatException("a sequence needs at least one letter, such as AB");
        foreach (var letter in letters)
            if (!char.IsAsciiLetter(letter))
                throw new FormatException($"\"{letter}\" is no letter of a sequence: A to Z are");
        return new LyapunovSequence(letters.ToUpperInvariant());
    }

    /// <summary>How often every coefficient occurs from one step on.</summary>
    /// <param name="first">The first step.</param>
    /// <param name="count">Steps.</param>
    /// <returns><see cref="CoefficientCount"/> numbers.</returns>
    public long[] Occurrences(long first, long count)
    {
        var occurrences = new long[CoefficientCount];
        foreach (var letter in Text) occurrences[letter - 'A'] += count / Period;
        for (var step = first; step < first + count % Period; step++) occurrences[this[step]]++;
        return occurrences;
    }

    public override string ToString() => Text;
}
