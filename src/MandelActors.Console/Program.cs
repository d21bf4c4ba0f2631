using MandelActors.Console.Shell;

return await MandelShell.RunAsync(args);
