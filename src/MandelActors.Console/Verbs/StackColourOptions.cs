using System.CommandLine;
using MandelActors.Console.Shell;
using MandelActors.Console.Stacks;

namespace MandelActors.Console.Verbs;

/// <summary>The options of verbs that show levels of a stack.</summary>
internal sealed class StackColourOptions
{
    private readonly Option<string> _palette = new("--palette") { HelpName = "P", Description = "palette", DefaultValueFactory = _ => "rainbow" };

    private readonly Option<string> _contrast = new("--contrast")
    {
        HelpName = "all|each",
        Description = "one contrast for all levels, or each its own",
        DefaultValueFactory = _ => "all",
    };

    private readonly Option<string> _scale = new("--scale") { HelpName = "linear|log", Description = "how values are spread over the palette", DefaultValueFactory = _ => "linear" };

    public void AddTo(Verb verb)
    {
        foreach (var option in (Option[])[_palette, _contrast, _scale]) verb.Add(option);
    }

    /// <exception cref="Protocol.Documents.BadInputException">A name is unknown.</exception>
    public StackColours From(ParseResult parsed) =>
        StackColours.From(parsed.GetRequiredValue(_palette), parsed.GetRequiredValue(_contrast), parsed.GetRequiredValue(_scale));
}
