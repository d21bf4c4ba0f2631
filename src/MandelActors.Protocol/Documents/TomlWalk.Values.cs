using System.Globalization;
using System.Text;

namespace MandelActors.Protocol.Documents;

internal sealed partial class TomlWalk
{
    private DocumentNode Value()
    {
        SkipSpaces();
        if (++_depth > DeepestNesting) throw Refused($"expected at most {DeepestNesting} levels");
        var value = Here switch
        {
            '"' or '\'' => new DocumentNode.Text(origin, Quoted(severalLines: true)),
            '[' => List(),
            '{' => InlineTable(),
            _ => Word(),
        };
        _depth--;
        return value;
    }

    private DocumentNode.Sequence List()
    {
        var path = _path;
        var items = new List<DocumentNode>();
        _at++;
        for (SkipBlank(); !TryTake(']'); SkipBlank())
        {
            if (items.Count > 0)
            {
                if (!TryTake(',')) throw Expected("',' or ']'");
                SkipBlank();
                if (TryTake(']')) break;
            }

            _path = KeyPath.Item(path, items.Count);
            items.Add(Value());
            _path = path;
        }

        return new DocumentNode.Sequence(origin, items);
    }

    private DocumentNode.Table InlineTable()
    {
        var path = _path;
        var table = new DocumentNode.Table(origin, []);
        _at++;
        for (SkipSpaces(); !TryTake('}'); SkipSpaces())
        {
            if (table.Entries.Count > 0 && !TryTake(',')) throw Expected("',' or '}'");
            Assign(table, path);
            _path = path;
        }

        return table;
    }

    /// <summary>A number or a truth value.</summary>
    private DocumentNode Word()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Here) || Here is '+' or '-' or '.' or '_') _at++;
        var word = text[start.._at];
        if (word is "true" or "false") return new DocumentNode.Flag(origin, word == "true");
        if (word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '+' or '-') && word.Select((c, i) => (c, i)).All(pair => IsOfNumber(pair.c, pair.i)))
            return new DocumentNode.Number(origin, word.Replace("_", "", StringComparison.Ordinal));
        _at = start;
        throw Expected("a value: a string, a number, true, false, a list or a table");

        // Of a date only the dashes would pass, so they may only stand for a sign.
        bool IsOfNumber(char c, int i) => char.IsAsciiDigit(c) || c is '.' or '_' or 'e' or 'E' || (c is '+' or '-' && (i == 0 || word[i - 1] is 'e' or 'E'));
    }

    /// <summary>A string, in one or in three quotes of either kind; those of three may run over several lines.</summary>
    private string Quoted(bool severalLines)
    {
        var quote = Here;
        var isLong = severalLines && text.AsSpan(_at).StartsWith(new string(quote, 3));
        _at += isLong ? 3 : 1;
        if (isLong) TryTake('\n');
        var value = new StringBuilder();
        while (!TryEnd(quote, isLong, value))
        {
            if (_at >= text.Length || (Here == '\n' && !isLong)) throw Expected($"a closing {quote}");
            var c = text[_at++];
            if (c == '\\' && quote == '"')
                Escape(value, isLong);
            else
                value.Append(c);
        }

        return value.ToString();
    }

    private bool TryEnd(char quote, bool isLong, StringBuilder value)
    {
        if (!isLong) return TryTake(quote);
        var run = 0;
        while (run < 5 && _at + run < text.Length && text[_at + run] == quote) run++;
        if (run < 3) return false;
        // Up to two quotes may stand right before the closing three.
        value.Append(quote, run - 3);
        _at += run;
        return true;
    }

    private void Escape(StringBuilder value, bool isLong)
    {
        var c = Here;
        if (isLong && c is '\n' or ' ' or '\t')
        {
            SkipSpaces();
            if (Here != '\n') throw Expected("the end of the line after '\\'");
            while (Here is '\n' or ' ' or '\t') _at++;
            return;
        }

        var simple = "btnfre\"\\".IndexOf(c, StringComparison.Ordinal);
        if (simple >= 0 && _at < text.Length)
        {
            _at++;
            value.Append("\b\t\n\f\r\u001b\"\\"[simple]);
            return;
        }

        var digits = c switch { 'u' => 4, 'U' => 8, _ => throw Expected("an escape such as \\n or \\u00e9") };
        if (_at + 1 + digits > text.Length
            || !int.TryParse(text.AsSpan(_at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || !Rune.IsValid(code))
            throw Expected($"\\{c} and {digits} hexadecimal digits of a character");
        _at += 1 + digits;
        value.Append(new Rune(code).ToString());
    }
}
