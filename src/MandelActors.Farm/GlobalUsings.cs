// The only file of this room that names the actor kernel. With the Akka.NET packages at hand these lines become Akka.Actor, Akka.Hosting,
// Akka.Persistence and Akka.Persistence.Sql, and no other file changes.
global using MandelActors.Actors;
global using MandelActors.Actors.Hosting;
global using MandelActors.Actors.Pattern;
global using MandelActors.Actors.Persistence;
global using MandelActors.Actors.Persistence.Sql;
