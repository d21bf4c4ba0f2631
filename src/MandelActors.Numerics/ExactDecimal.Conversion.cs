using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace MandelActors.Numerics;

public readonly partial record struct ExactDecimal
{
    /// <summary>Reads <c>[+-]digits[.digits][e[+-]digits]</c>; no spaces, no group separators, no NaN.</summary>
    /// <exception cref="FormatException">The text is not such a number, or longer than the limits allow.</exception>
    public static ExactDecimal Parse(string text) =>
        TryParse(text, out var value, out var reason) ? value : throw new FormatException(reason);

    /// <summary>As <see cref="Parse"/>; on failure <paramref name="reason"/> says what was expected.</summary>
    public static bool TryParse(string? text, out ExactDecimal value, [NotNullWhen(false)] out string? reason)
    {
        value = default;
        reason = null;
        if (string.IsNullOrEmpty(text))
            reason = "a decimal number, found nothing";
        else if (text.Length > LongestText)
            reason = $"a decimal number of at most {LongestText} characters, found {text.Length}";
        else if (!TryRead(text, out value))
            reason = $"a decimal number such as \"-0.75\" or \"1.3e-21\" (exponent within ±{LargestExponent}), found \"{Shortened(text)}\"";
        return reason is null;
    }

    /// <summary>The nearest double, ties to even; infinite beyond its range, 0 below it.</summary>
    public double ToDouble()
    {
        if (Sign == 0) return 0;
        // Far outside double's range the digits cannot matter, and writing them out could take long.
        var magnitude = BigInteger.Log10(BigInteger.Abs(Mantissa)) + Exponent;
        if (magnitude > 310) return Sign * double.PositiveInfinity;
        if (magnitude < -330) return Sign * 0.0;
        // The runtime's own parser rounds correctly at any length; the text carries every digit.
        var text = Mantissa.ToString(CultureInfo.InvariantCulture) + "e" + Exponent.ToString(CultureInfo.InvariantCulture);
        return double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>log₁₀ of a positive value, to about 15 digits, at any depth.</summary>
    /// <exception cref="InvalidOperationException">The value is not positive.</exception>
    public double Log10()
    {
        if (Sign <= 0) throw new InvalidOperationException("The logarithm needs a positive number.");
        return BigInteger.Log10(Mantissa) + Exponent;
    }

    /// <summary>10 to the power <paramref name="log10"/>, rounded to 17 significant digits.</summary>
    public static ExactDecimal PowerOfTen(double log10)
    {
        var whole = Math.Floor(log10);
        // 10¹⁶ and beyond, doubles are whole numbers.
        var digits = new BigInteger(Math.Pow(10, log10 - whole) * 1e16);
        return new ExactDecimal(digits, checked((int)whole - 16));
    }

    private static bool TryRead(string text, out ExactDecimal value)
    {
        value = default;
        var digits = new StringBuilder(text.Length);
        var at = 0;
        var negative = text[0] == '-';
        if (text[0] is '-' or '+') at++;
        var decimals = 0;
        var seenPoint = false;
        for (; at < text.Length && text[at] is not ('e' or 'E'); at++)
        {
            var c = text[at];
            if (c == '.' && !seenPoint)
                seenPoint = true;
            else if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
                if (seenPoint) decimals++;
            }
            else
                return false;
        }

        if (digits.Length == 0) return false;
        var exponent = 0;
        if (at < text.Length
            && (!int.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > LargestExponent))
            return false;
        var mantissa = BigInteger.Parse(digits.ToString(), CultureInfo.InvariantCulture);
        value = new ExactDecimal(negative ? -mantissa : mantissa, exponent - decimals);
        return true;
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..37] + "...";
}
