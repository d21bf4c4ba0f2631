namespace MandelActors.Actors.Cells;

/// <summary>The typed handlers of one receive actor, as they are being declared, and the behaviours made of them.</summary>
/// <param name="verb">The name of the declaring method, for error messages.</param>
internal sealed class HandlerTable(string verb)
{
    private List<Func<object, bool>>? _open;
    private bool _takesAny;

    /// <summary>The behaviour of the handlers declared so far and until the next <see cref="Declare"/>.</summary>
    public Receive Behaviour
    {
        get
        {
            var handlers = _open ?? throw Closed();
            return message =>
            {
                foreach (var handler in handlers)
                {
                    if (handler(message))
                        return true;
                }

                return false;
            };
        }
    }

    /// <summary>Starts the first list, which stays open while the constructor runs.</summary>
    public void Open()
    {
        _open = [];
        _takesAny = false;
    }

    /// <summary>Ends the constructor's list.</summary>
    public void Close() => _open = null;

    /// <summary>A behaviour of what <paramref name="configure"/> declares.</summary>
    public Receive Declare(Action configure)
    {
        var (outer, outerTakesAny) = (_open, _takesAny);
        Open();
        try
        {
            configure();
            return Behaviour;
        }
        finally
        {
            (_open, _takesAny) = (outer, outerTakesAny);
        }
    }

    public void Add<T>(Action<T> handler, Predicate<T>? shouldHandle) => Append(message =>
    {
        if (message is not T typed || (shouldHandle is not null && !shouldHandle(typed)))
            return false;
        handler(typed);
        return true;
    });

    public void Add<T>(Func<T, bool> handler) => Append(message => message is T typed && handler(typed));

    public void AddAny(Action<object> handler)
    {
        Append(message =>
        {
            handler(message);
            return true;
        });
        _takesAny = true;
    }

    private void Append(Func<object, bool> handler)
    {
        if (_takesAny)
            throw new InvalidOperationException($"A handler after {verb}Any could never be reached.");
        (_open ?? throw Closed()).Add(handler);
    }

    private InvalidOperationException Closed() =>
        new($"{verb} declares handlers in the constructor and inside Become(() => ...) only.");
}
