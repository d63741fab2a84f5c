using System.CommandLine;
using AllianceServices.Rollout;

var restart = new Command("restart", "Restarts two replicas of every service one after the other, then kills two, under 300 calls a second.");
restart.SetAction(async _ => await new RollingRestart().RunAsync() ? 0 : 1);
var orders = new Command("orders", "Starts database, sidecars, registers and Gateway in every order.");
orders.SetAction(_ => StartOrders.RunAsync());
return await new RootCommand("Runs the system as processes, as a cluster would, and rolls it out.") { restart, orders }.Parse(args).InvokeAsync();
