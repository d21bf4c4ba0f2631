global using MandelActors.Actors.Event;
global using MandelActors.Testing;
global using MandelActors.Testing.Actors;
