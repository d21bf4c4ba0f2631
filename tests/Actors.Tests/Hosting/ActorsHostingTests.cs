using MandelActors.Actors.Hosting;
using MandelActors.Actors.Tests.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MandelActors.Actors.Tests.Hosting;

public sealed class ActorsHostingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>A service an actor needs.</summary>
    private sealed record Greeting(string Text);

    /// <summary>Greets by its service and its argument.</summary>
    private sealed class Greeter : ReceiveActor
    {
        public Greeter(Greeting greeting, int times) =>
            Receive<string>(name => Sender.Tell(string.Concat(Enumerable.Repeat(greeting.Text, times)) + name, Self));
    }

    private static IHost Build(Action<ActorsConfigurationBuilder> configure, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        services?.Invoke(builder.Services);
        builder.Services.AddActors("hosted", (actors, _) => configure(actors));
        return builder.Build();
    }

    [Fact]
    public async Task Actors_start_with_the_host_are_found_by_key_and_stop_with_it()
    {
        bool stopped = false;
        using var host = Build(actors => actors.WithActors((system, registry) =>
            registry.Register<Scripted>(system.ActorOf(Scripted.Props(a =>
            {
                a.On<int>(n => a.From.Tell(n, a.Me));
                a.OnStop = () => stopped = true;
            })))));
        await host.StartAsync();
        var required = host.Services.GetRequiredService<IRequiredActor<Scripted>>();

        (await required.ActorRef.Ask<int>(5)).ShouldBe(5);
        await host.StopAsync();

        stopped.ShouldBeTrue();
        host.Services.GetRequiredService<ActorSystem>().WhenTerminated.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task The_resolver_fills_constructors_from_services_and_arguments()
    {
        using var host = Build(
            actors => actors.WithActors((system, registry, resolver) =>
                registry.Register<Greeter>(system.ActorOf(resolver.Props<Greeter>(2), "greeter"))),
            services => services.AddSingleton(new Greeting("hi ")));
        await host.StartAsync();

        var greeter = await host.Services.GetRequiredService<IRequiredActor<Greeter>>().GetAsync().WaitAsync(Patience);

        (await greeter.Ask<string>("Mandel")).ShouldBe("hi hi Mandel");
        await host.StopAsync();
    }

    [Fact]
    public async Task Starters_run_in_order_and_startup_tasks_after_them()
    {
        var order = new List<string>();
        using var host = Build(actors => actors
            .AddStartup((_, _) => Note("startup"))
            .WithActors((_, _) => order.Add("first"))
            .WithActors((_, _, _) => Note("second")));

        await host.StartAsync();
        await host.StopAsync();

        order.ShouldBe(["first", "second", "startup"]);

        Task Note(string what)
        {
            order.Add(what);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task The_journal_is_closed_after_the_last_actor()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Combine("journal.db");
        using var host = Build(actors => actors
            .WithSqliteJournal(file, new PlainSerializer())
            .WithActors((system, registry) => registry.Register<Ledger>(
                system.ActorOf(Ledger.Props("a", new TestProbe(system), Ledger.Simple)))));
        await host.StartAsync();

        (await host.Services.GetRequiredService<IRequiredActor<Ledger>>().ActorRef.Ask<long>("event").WaitAsync(Patience)).ShouldBe(1);
        await host.StopAsync();

        File.Exists(file).ShouldBeTrue();
        File.Exists(file + "-wal").ShouldBeFalse();
    }

    [Fact]
    public async Task A_host_waits_for_stuck_actors_no_longer_than_its_timeout()
    {
        var clock = new ManualTimeProvider();
        using var stuck = new ManualResetEventSlim();
        var inside = new TaskCompletionSource();
        using var host = Build(
            actors => actors.WithTerminationTimeout(TimeSpan.FromSeconds(3)).WithActors((system, _) =>
                system.ActorOf(Scripted.Props(a => a.On<int>(_ =>
                {
                    inside.SetResult();
                    stuck.Wait();
                }))).Tell(1)),
            services => services.AddSingleton<TimeProvider>(clock));
        await host.StartAsync();
        await inside.Task;

        var stop = host.StopAsync();
        while (!stop.IsCompleted && clock.PendingTimers == 0)
            await Task.Yield();
        stop.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(3));
        await stop.WaitAsync(Patience);

        stuck.Set();
    }

    [Fact]
    public async Task An_actor_system_that_ends_by_itself_stops_the_host()
    {
        using var host = Build(_ => { });
        await host.StartAsync();
        var stopping = new TaskCompletionSource();
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        await host.Services.GetRequiredService<ActorSystem>().Terminate();

        await stopping.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Bounded_mailboxes_are_known_by_their_names()
    {
        using var host = Build(actors => actors.WithBoundedMailbox("small", 1));
        await host.StartAsync();

        var system = host.Services.GetRequiredService<ActorSystem>();

        system.ActorOf(Scripted.Props(_ => { }).WithMailbox("small"));
        Should.Throw<ArgumentException>(() => system.ActorOf(Scripted.Props(_ => { }).WithMailbox("large")));
        await host.StopAsync();
    }
}
