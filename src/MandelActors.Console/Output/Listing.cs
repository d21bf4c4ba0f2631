using Spectre.Console;

namespace MandelActors.Console.Output;

/// <summary>Rows for people: a table on a terminal, columns of plain text anywhere else.</summary>
/// <param name="headings">What each column holds.</param>
internal sealed class Listing(params IReadOnlyList<string> headings)
{
    private const string Between = "  ";

    private readonly List<string[]> _rows = [];

    /// <param name="cells">As many as there are headings.</param>
    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        if (System.Console.IsOutputRedirected) WriteTo(System.Console.Out);
        else AnsiConsole.Write(Drawn());
    }

    /// <summary>Plain text, each column as wide as it must be, the last one as long as it is.</summary>
    public void WriteTo(TextWriter output)
    {
        var lines = _rows.Prepend([.. headings]).ToArray();
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
            output.WriteLine(string.Join(Between, line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>The same as a table, which wraps where a terminal is narrow.</summary>
    public Table Drawn()
    {
        var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (var heading in headings) table.AddColumn(new TableColumn($"[bold]{Markup.Escape(heading)}[/]"));
        foreach (var row in _rows) table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }
}
